import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Locale } from '../kernel/localized.js';
import type { Sight } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import {
  SubjectRegistry,
  type Addressee,
  type ModeratedKind,
  type ModeratedView,
} from '../platform/subjects/subject-registry.js';
import {
  fileName,
  isPublicState,
  proposalNumber,
  proposalPath,
  PUBLIC_STATES,
  savedName,
  type AttachmentRow,
  type ProposalState,
} from './domain/index.js';
import './happenings.js';
import type { Proposal } from './proposal.entity.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { paragraphsOf } from './proposal-words.js';
import { lockProposal } from './proposals.service.js';

interface Row {
  id: string;
  processId: string;
  slug: string;
  number: number;
  title: string;
  body: string;
  lang: Locale;
  state: ProposalState;
  authorName: string;
  onBehalfOf: string | null;
  submittedAt: Date;
  files: Pick<AttachmentRow, 'key' | 'type' | 'about'>[];
}

/** What moderating a proposal means: its states do the rest, because every list asks for public states only. */
@Injectable()
export class ModeratedProposals implements ModeratedKind, OnModuleInit {
  constructor(
    private readonly subjects: SubjectRegistry,
    private readonly reader: Reader,
    private readonly work: ProposalWorkQueries,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.subjects.moderate('proposal', this);
  }

  async show(ids: readonly string[]): Promise<ReadonlyMap<string, ModeratedView>> {
    const rows = await this.reader.rows(sql<Row>`
      select p.id, p.process_id as "processId", c.slug, p.number, p.title, p.body, p.lang, p.state, p.author_name as "authorName",
        p.on_behalf_of as "onBehalfOf", p.submitted_at as "submittedAt",
        coalesce((select jsonb_agg(jsonb_build_object('key', a.file_key, 'type', a.type, 'about', a.about) order by a.at, a.id)
          from proposal_attachment a where a.proposal_id = p.id and a.is_public and p.state <> 'withdrawn'), '[]'::jsonb) as files
      from proposal p join process c on c.id = p.process_id where p.id::text = any(${[...ids]}::text[])`);
    return new Map(rows.map((row) => [row.id, viewOf(row)]));
  }

  async newest(processId: string, limit: number, offset: number): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select id from proposal where process_id = ${processId} and state = any(${[...PUBLIC_STATES]}::text[])
      order by number desc limit ${limit} offset ${offset}`);
    return rows.map(({ id }) => id);
  }

  async authors(id: string): Promise<Addressee[]> {
    return (await this.work.signers(id)).map((author) => ({ ...author, number: proposalNumber(author.number) }));
  }

  async isKnownAuthor(accountId: string): Promise<boolean> {
    return (
      (await this.reader.first(
        sql`select 1 from proposal where account_id = ${accountId} and state = any(${[...PUBLIC_STATES]}::text[]) limit 1`,
      )) !== null
    );
  }

  async hide(id: string, by: Actor): Promise<void> {
    await this.change(id, by, 'proposals.proposal-hidden', (proposal) => proposal.hide(this.clock.now()));
  }

  async restore(id: string, by: Actor): Promise<void> {
    await this.change(id, by, 'proposals.proposal-published', (proposal) =>
      proposal.show(this.clock.now()) ? isPublicState(proposal.state) : false,
    );
  }

  async publish(id: string, by: Actor): Promise<void> {
    await this.change(id, by, 'proposals.proposal-published', (proposal) => proposal.become('published', this.clock.now()));
  }

  async hold(id: string, by: Actor): Promise<void> {
    await this.change(id, by, null, (proposal) => proposal.hold(this.clock.now()));
  }

  private async change(
    proposalId: string,
    by: Actor,
    event: 'proposals.proposal-hidden' | 'proposals.proposal-published' | null,
    move: (proposal: Proposal) => boolean,
  ): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      if (move(proposal) && event) this.events.record(event, { proposalId }, by, proposal.process.id);
      await em.flush();
    });
  }
}

const viewOf = (row: Row): ModeratedView => ({
  id: row.id,
  processId: row.processId,
  number: proposalNumber(row.number),
  title: row.title,
  paragraphs: paragraphsOf(row.body),
  lang: row.lang,
  author: row.onBehalfOf ? `${row.authorName}, ${row.onBehalfOf}` : row.authorName,
  href: proposalPath(row.slug, row.number),
  sight: sightOf(row.state),
  at: row.submittedAt,
  files: row.files.map((file) => ({
    name: savedName(proposalNumber(row.number), file),
    about: file.about,
    href: `${proposalPath(row.slug, row.number)}/files/${fileName(file.key, file.type)}`,
  })),
});

function sightOf(state: ProposalState): Sight {
  if (isPublicState(state)) return 'public';
  return state === 'hidden' ? 'hidden' : state === 'withdrawn' ? 'gone' : 'held';
}
