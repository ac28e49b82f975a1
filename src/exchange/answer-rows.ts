import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Config } from '../platform/config/config.js';
import { Translator } from '../platform/i18n/translator.js';
import { Reader, sql } from '../platform/database/reader.js';
import { ImportedAnswers, type AnsweredProposal, type GivenAnswer } from '../proposals/index.js';
import { isPublicState, mayFollow, type ImportedAnswer } from '../proposals/domain/index.js';
import { planAnswer, type Ground, type PlannedAnswer, type RowRemark } from './domain/index.js';
import { keptOrUndone, type RowResult } from './row-result.js';
import type { ProposalImport } from './proposal-import.entity.js';

/** Days that an area has to publish what a file gave it as a draft. */
const DAYS_TO_REVIEW = 15;
const DAY_MS = 24 * 3600 * 1000;

type Planned = PlannedAnswer & { readonly position: number };
type Placed = { readonly position: number; readonly proposal: AnsweredProposal; readonly answer: ImportedAnswer };

/** Rows that answer proposals which are here. */
@Injectable()
export class AnswerRows {
  constructor(
    private readonly answers: ImportedAnswers,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly translator: Translator,
  ) {}

  async check(
    found: ProposalImport,
    ground: Ground,
    rows: readonly { position: number; cells: string[] }[],
  ): Promise<RowResult[]> {
    const planned = rows.map(({ position, cells }) => ({ position, ...planAnswer(ground, cells) }));
    const { placed, results } = await this.place(found, planned);
    const notes = (answer: ImportedAnswer): RowRemark[] =>
      answer.kind === 'review' ? [{ field: 'answer', code: 'becomes-draft', value: '', isProblem: false }] : [];
    return [
      ...results,
      ...placed.map(({ position, proposal, answer }): RowResult => {
        const { key = null, remarks = [] } = planned.find((each) => each.position === position) ?? {};
        return { position, key, outcome: 'ready', proposalId: proposal.id, remarks: [...remarks, ...notes(answer)] };
      }),
    ];
  }

  /** What no longer fits since it was looked at stays out. */
  async give(found: ProposalImport, planned: readonly Planned[], by: Actor): Promise<RowResult[]> {
    const { placed, results } = await this.place(found, planned);
    const done = new Map<number, GivenAnswer>();
    const reviews: (Placed & { review: Extract<ImportedAnswer, { kind: 'review' }> })[] = [];
    for (const each of placed) {
      if (each.answer.kind === 'review') reviews.push({ ...each, review: each.answer });
      else done.set(each.position, await this.answers.end(found.process.id, each.proposal, each.answer, by));
    }
    const dueOn = new Date(this.clock.now().getTime() + DAYS_TO_REVIEW * DAY_MS).toISOString().slice(0, 10);
    const drafts = reviews.length > 0 ? await this.answers.draft(found.process.id, reviews, dueOn, by) : [];
    reviews.forEach(({ position }, index) => done.set(position, drafts[index] as GivenAnswer));
    return [...results, ...[...done].map(([position, given]): RowResult => ({ position, outcome: 'done', ...given }))];
  }

  async takeBack(
    found: ProposalImport,
    ground: Ground,
    rows: readonly { position: number; cells: string[]; proposalId: string; answerId: string | null; before: string | null }[],
    by: Actor,
  ): Promise<RowResult[]> {
    const t = this.translator.in(this.config.DEFAULT_LOCALE);
    const reason = t('exchange.undo.reason', { source: found.sourceName });
    const results: RowResult[] = [];
    for (const { position, cells, proposalId, answerId, before } of rows) {
      const { answer } = planAnswer(ground, cells);
      const given = { proposalId, answerId: answerId ?? '', before: before as GivenAnswer['before'] };
      // The words of the row are forgotten after some time; then what it gave stays.
      results.push(keptOrUndone(position, answer ? await this.answers.takeBack(given, answer.answer, reason, by) : 'changed'));
    }
    return results;
  }

  /** Finds the proposal of each row, and what keeps its answer out. */
  private async place(found: ProposalImport, planned: readonly Planned[]): Promise<{ placed: Placed[]; results: RowResult[] }> {
    const wanted = planned.flatMap(({ answer }) => answer ?? []);
    const proposals = await this.answers.find(
      found.process.id,
      wanted.flatMap(({ number }) => number ?? []),
      wanted.map(({ key }) => key),
    );
    const taken = new Set(
      await this.answered(
        found,
        proposals.map(({ id }) => id),
      ),
    );
    const [placed, results]: [Placed[], RowResult[]] = [[], []];
    for (const { position, key, remarks, answer } of planned) {
      const out = (code: string): void =>
        void results.push({
          position,
          key,
          outcome: 'left-out',
          remarks: [
            ...remarks,
            {
              field: code === 'no-proposal' || code === 'repeated' ? 'proposal' : 'state',
              code,
              value: key ?? '',
              isProblem: true,
            },
          ],
        });
      if (!answer) {
        results.push({ position, key, remarks, outcome: 'left-out' });
        continue;
      }
      const proposal = proposals.find((each) =>
        answer.number === null ? each.keys.includes(answer.key) : each.number === answer.number,
      );
      if (!proposal || !isPublicState(proposal.state)) out('no-proposal');
      else if (taken.has(proposal.id)) out('repeated');
      else if (answer.answer.kind === 'review' && proposal.drafting.includes(answer.answer.areaId)) out('draft-there');
      else if (mayFollow(proposal.state, answer.answer.kind === 'review' ? 'in-review' : answer.answer.disposition))
        out('not-so-far');
      else {
        taken.add(proposal.id);
        placed.push({ position, proposal, answer: answer.answer });
      }
    }
    return { placed, results };
  }

  /** Proposals that an earlier row of the same file answers. */
  private async answered(found: ProposalImport, ids: readonly string[]): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select proposal_id as id from proposal_import_row
      where import_id = ${found.id} and position <= ${found.position} and outcome in ('ready', 'done') and proposal_id = any(${[...ids]}::uuid[])`);
    return rows.map(({ id }) => id);
  }
}
