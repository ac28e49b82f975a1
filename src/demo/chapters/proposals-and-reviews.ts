import type { INestApplicationContext } from '@nestjs/common';
import type { Point } from '../../kernel/geo.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ModerationService } from '../../moderation/index.js';
import {
  ContinuationsService,
  DecisionsService,
  ProposalCommentsService,
  ProposalsService,
  ReceiptsService,
} from '../../proposals/index.js';
import { TraceService } from '../../trace/index.js';
import type { Cast } from '../cast.js';
import { organisationName, personOf, PROCESSES, stageOf } from '../cast.js';
import { openCall, places, proposals2021, proposals2022, type SampleProcess, type SampleProposal } from '../content/content.js';
import { after, on, type Act } from '../storyteller.js';

type Window = readonly [opened: number, closed: number];

/** Null for what is about the whole city. */
function pointOf(place: string): Point | null {
  const [latitude, longitude] = places.points[place] ?? [];
  return latitude === undefined || longitude === undefined ? null : { latitude, longitude };
}

/** The proposals of both calls: sent, endorsed, reviewed, and each to its end, if it has come to one. */
export function proposalsAndReviews(story: INestApplicationContext, cast: Cast): Act[] {
  const [proposals, decisions] = [story.get(ProposalsService), story.get(DecisionsService)];
  const [receipts, trace] = [story.get(ReceiptsService), story.get(TraceService)];
  const comments = story.get(ProposalCommentsService);
  const [continuations, moderation] = [story.get(ContinuationsService), story.get(ModerationService)];

  const sent = (process: SampleProcess, proposal: SampleProposal): Act => ({
    at: proposal.submittedAt,
    act: async () => {
      const author = personOf(proposal.author);
      const isOnPaper = proposal.key === openCall.paper.proposal;
      const { id: processId, themes } = cast.processes.of(process.key);
      const { id } = await proposals.submit(
        {
          processId,
          themeId: themes.of(proposal.theme),
          title: proposal.title,
          body: proposal.body,
          lang: 'es',
          authorName: author.name,
          authorEmail: author.email,
          sector: author.sector,
          onBehalfOf: organisationName(proposal.organisation),
          neighbourhood: proposal.place,
          point: pointOf(proposal.place),
          accountId: isOnPaper ? null : cast.accounts.of(proposal.author).id,
        },
        cast.actor(isOnPaper ? 'ana' : proposal.author),
        isOnPaper ? { received: { channel: 'paper', on: openCall.paper.receivedOn, contact: null } } : {},
      );
      cast.proposals.set(proposal.key, id);
      // Endorsements of the same day write past the entity manager.
      await story.get(UnitOfWork).run((em) => em.flush());
      if (proposal.carriedFrom) await cameFrom(processId, proposal.carriedFrom, proposal.key, proposal.author);
    },
  });

  const cameFrom = (processId: string, from: string, to: string, by: string): Promise<void> =>
    trace.link(
      processId,
      { kind: 'proposal', id: cast.proposals.of(from) },
      { kind: 'proposal', id: cast.proposals.of(to) },
      cast.actor(by),
    );

  const endorsed = (process: SampleProcess, proposal: SampleProposal): Act[] => {
    const { people } = proposal.endorsements;
    const windows = endorsingWindows(process, proposal);
    return people.map((person, index) => ({
      at: momentIn(windows, (index + 1) / (people.length + 1)),
      act: () => proposals.endorse(cast.proposals.of(proposal.key), cast.actor(person)),
    }));
  };

  /** What people say about a proposal, and what the team answers. */
  const said = (process: SampleProcess, proposal: SampleProposal): Act[] => {
    const numbers: number[] = [];
    return proposal.voices.map(({ by, at, stance, to, text }, index) => ({
      at,
      act: async () => {
        const place = { processId: cast.processes.of(process.key).id, proposalId: cast.proposals.of(proposal.key) };
        const replyTo = to === null ? null : (numbers[to] ?? null);
        const isTeam = personOf(by).roles.length > 0;
        const { number } = await comments.write(place, { body: text, stance, replyTo }, { lang: 'es', isTeam }, cast.actor(by));
        numbers[index] = number;
        await story.get(UnitOfWork).run((em) => em.flush());
      },
    }));
  };

  /** All that stays in the call goes to its area on the first day of the reviews. */
  const assigned = (process: SampleProcess, own: readonly SampleProposal[]): Act[] => {
    const stage = stageOf(process, 'review');
    const staying = own.filter((proposal) => !proposal.merge && !proposal.withdrawal);
    return [...Map.groupBy(staying, areaOf)].map(([area, theirs]) => ({
      at: after(stage.openedAt as string, 3600),
      act: () => {
        const { id, areas } = cast.processes.of(process.key);
        return decisions.assign(
          id,
          { proposals: theirs.map(({ key }) => cast.proposals.of(key)), areaId: areas.of(area), dueOn: stage.endsOn },
          cast.actor('ana'),
        );
      },
    }));
  };

  const reviewed = (process: SampleProcess, proposal: SampleProposal): Act[] => {
    const { review } = proposal;
    if (!review) return [];
    return [
      {
        at: after(on(review.on, '10:00'), proposal.number * 97),
        act: () =>
          decisions.review(
            cast.proposals.of(proposal.key),
            cast.processes.of(process.key).areas.of(review.area),
            {
              verdict: review.verdict,
              reasons: review.reasons,
              existing: review.stateOfPlay,
              budget: null,
              law: null,
              responsible: null,
              changes: review.changes,
              signedBy: personOf(review.by).name,
            },
            cast.actor(review.by),
          ),
      },
    ];
  };

  const ended = (process: SampleProcess, { key, merge, withdrawal, disposition, author, number }: SampleProposal): Act[] => {
    const settle = (
      at: string,
      by: string,
      outcome: 'in-a-commitment' | 'carried-over' | 'not-taken-up',
      reason: string,
    ): Act => ({
      at,
      act: () =>
        decisions.settle(
          cast.processes.of(process.key).id,
          [cast.proposals.of(key)],
          { disposition: outcome, reason },
          cast.actor(by),
        ),
    });
    const acts: Act[] = [];
    if (merge)
      acts.push({
        at: on(merge.on, '12:00'),
        act: async () => {
          const head = numberOf(process, merge.into);
          const { id } = cast.processes.of(process.key);
          await continuations.merge(id, { origins: [number], head, reason: merge.reason }, cast.actor(merge.by));
        },
      });
    if (withdrawal)
      acts.push({
        at: on(withdrawal.on, '11:20'),
        act: () => receipts.withdraw(cast.proposals.of(key), withdrawal, cast.actor(author)),
      });
    if (disposition) {
      const outcome = disposition.outcome === 'in-commitment' ? 'in-a-commitment' : disposition.outcome;
      acts.push(settle(after(on(disposition.on, '15:00'), number * 60), disposition.by, outcome, disposition.response));
    }
    return acts;
  };

  /** Somebody finds it off topic; whoever coordinates does not, and leaves it in sight. */
  const reported = (process: SampleProcess, { key, author, submittedAt, endorsements }: SampleProposal): Act[] => {
    const person = endorsements.people[0] ?? author;
    const subject = () => ({ kind: 'proposal' as const, id: cast.proposals.of(key) });
    const processId = () => cast.processes.of(process.key).id;
    return [
      {
        at: after(submittedAt, 26 * 3600),
        act: () =>
          moderation.report(processId(), subject(), { rule: 'off-topic', words: null }, `account:${person}`, cast.actor(person)),
      },
      {
        at: after(submittedAt, 50 * 3600),
        act: () => {
          const seen = { ...subject(), version: 1 };
          return moderation.decide(
            processId(),
            { subjects: [seen], act: 'dismiss', rule: null, reason: null },
            cast.actor('ana'),
          );
        },
      },
    ];
  };

  return PROCESSES.flatMap((process) => {
    const own = ownOf(process);
    const each = own.flatMap((proposal) => [
      sent(process, proposal),
      ...endorsed(process, proposal),
      ...said(process, proposal),
      ...reviewed(process, proposal),
      ...ended(process, proposal),
    ]);
    return [...each, ...own.slice(0, 1).flatMap((proposal) => reported(process, proposal)), ...assigned(process, own)];
  });
}

/** The public number of a proposal of the process. */
function numberOf(process: SampleProcess, key: string): number {
  const proposal = ownOf(process).find((each) => each.key === key);
  if (!proposal) throw new Error(`The story of ${process.key} has no proposal ${key}`);
  return proposal.number;
}

const ownOf = (process: SampleProcess): readonly SampleProposal[] => (process.key === '2021' ? proposals2021 : proposals2022);

/** Who would carry it out: the area of its review, or the area that answers for its theme where nobody has reviewed it yet. */
const areaOf = (proposal: SampleProposal): string => proposal.review?.area ?? AREA_OF_THEME[proposal.theme] ?? 'ssga';
const AREA_OF_THEME: Readonly<Record<string, string>> = { 'lenguaje-claro': 'atencion', ninez: 'ninez', arbolado: 'arbolado' };

/** When names could be put under it: while the call or the reviews were open, from its arrival to its end. */
function endorsingWindows(process: SampleProcess, proposal: SampleProposal): Window[] {
  const end = proposal.merge?.on ?? proposal.withdrawal?.on ?? proposal.disposition?.on;
  const last = end ? Date.parse(on(end, '09:00')) : Infinity;
  const arrived = Date.parse(proposal.submittedAt);
  return (['call', 'review'] as const).flatMap((kind): Window[] => {
    const { openedAt, closedAt } = stageOf(process, kind);
    const window: Window = [Math.max(arrived, Date.parse(openedAt as string)), Math.min(last, Date.parse(closedAt as string))];
    return window[0] < window[1] ? [window] : [];
  });
}

/** The moment a share of the way through the windows, gaps left out; to the second. */
function momentIn(windows: readonly Window[], share: number): string {
  let left = share * windows.reduce((sum, [opened, closed]) => sum + closed - opened, 0);
  for (const [opened, closed] of windows) {
    if (left <= closed - opened) return new Date(Math.floor((opened + left) / 1000) * 1000).toISOString();
    left -= closed - opened;
  }
  throw new Error('There is no time left to endorse');
}
