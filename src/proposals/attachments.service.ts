import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { sql, Reader } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import { FileIntake, type HarmlessFile, type TakenFile } from '../platform/files/file-intake.js';
import { FileStore } from '../platform/files/file-store.js';
import type { CallQuestion } from '../process/domain/index.js';
import { Attachment } from './attachment.entity.js';
import type { AttachmentRow } from './domain/index.js';
import './happenings.js';
import { ProposalDraft } from './proposal.entity.js';
import { lockProposal } from './proposals.service.js';

/** Whose files: a draft, or a proposal. */
export type FilesOwner =
  | { readonly kind: 'draft'; readonly id: string }
  | { readonly kind: 'proposal'; readonly id: string; readonly processId: string; readonly by: Actor };

/** What a form wants of the files of a draft or proposal. */
export interface FileChanges {
  readonly added: readonly { readonly file: HarmlessFile; readonly question: CallQuestion | null }[];
  /** Words beside them, by id. */
  readonly about: ReadonlyMap<string, string>;
  readonly removed: string | null;
}

/** Of an attachment `a`: what forms, pages and files show. */
export const ATTACHMENT =
  sql.raw(`a.id, a.type, a.about, a.file_key as key, a.small_key as "smallKey", a.bytes, a.width, a.height, a.question,
  a.is_public as "isPublic"`);

/** The files of drafts and proposals. */
@Injectable()
export class AttachmentsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly intake: FileIntake,
    private readonly store: FileStore,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.store.heldBy(sql`select file_key from proposal_attachment
      union all select small_key from proposal_attachment where small_key is not null`);
  }

  /** In the order in which they came. */
  of(owner: FilesOwner): Promise<AttachmentRow[]> {
    const whose = owner.kind === 'proposal' ? sql`a.proposal_id = ${owner.id}` : sql`a.draft_id = ${owner.id}`;
    return this.reader.rows(sql<AttachmentRow>`
      select ${ATTACHMENT} from proposal_attachment a where ${whose} order by a.at, a.id`);
  }

  /**
   * Takes away, adds and describes, in this order; the same file again changes nothing. Returns how many of the added were too many. A draft
   * that is gone, or was sent, keeps nothing.
   */
  async change(owner: FilesOwner, { added, about, removed }: FileChanges): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      const where = await this.locked(em, owner);
      if (!where) return 0;
      let changes = removed ? await em.nativeDelete(Attachment, { ...where, id: removed }) : 0;
      const kept = await em.find(Attachment, where, { orderBy: { at: 'asc', id: 'asc' } });
      let tooMany = 0;
      for (const { file, question } of added) {
        const taken = await this.intake.keep(file);
        const beside = kept.filter((each) => (each.question?.id ?? null) === (question?.id ?? null));
        if (beside.some((each) => each.fileKey === taken.key)) continue;
        if (beside.length >= (question ? 1 : this.config.FILES_PER_PROPOSAL)) {
          tooMany++;
          continue;
        }
        kept.push(this.create(em, where, taken, question));
        changes++;
      }
      for (const each of kept) {
        const words = about.get(each.id) ?? each.about;
        if (words !== each.about) changes++;
        each.about = words;
      }
      if (owner.kind === 'proposal' && changes > 0)
        this.events.record('proposals.files-changed', { proposalId: owner.id }, owner.by, owner.processId);
      return tooMany;
    });
  }

  /** What a draft had is the proposal's from now on. */
  async hand(draft: ProposalDraft, proposalId: string): Promise<void> {
    const { em } = this.unitOfWork;
    await em.flush();
    await em.nativeUpdate(Attachment, { draft }, { draft: null, proposal: proposalId });
  }

  /** Two forms at once wait for one another. Null for a draft that is gone or was sent. */
  private async locked(em: EntityManager, owner: FilesOwner): Promise<{ draft: string } | { proposal: string } | null> {
    if (owner.kind === 'proposal') return { proposal: (await lockProposal(em, owner.id)).id };
    const draft = await em.findOne(ProposalDraft, { id: owner.id, proposalId: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return draft && { draft: draft.id };
  }

  private create(
    em: EntityManager,
    where: { draft: string } | { proposal: string },
    { type, key, smallKey, bytes, width, height }: TakenFile,
    question: CallQuestion | null,
  ): Attachment {
    const attachment = em.create(Attachment, {
      id: this.ids.next(),
      ...{ draft: null, proposal: null, ...where },
      question: question && { id: question.id, label: question.label },
      isPublic: question?.isPublic ?? true,
      about: '',
      ...{ type, fileKey: key, smallKey, bytes, width, height },
      at: this.clock.now(),
    });
    em.persist(attachment);
    return attachment;
  }
}
