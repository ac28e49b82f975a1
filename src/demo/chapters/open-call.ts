import type { INestApplicationContext } from '@nestjs/common';
import { FollowingService } from '../../following/index.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PrioritiesQueries, PrioritiesService } from '../../priorities/index.js';
import { NewsService } from '../../process/index.js';
import { AttachmentsService, CoAuthorsService, OwnStatesService } from '../../proposals/index.js';
import { personOf, type Cast } from '../cast.js';
import { openCall } from '../content/content.js';
import { on, type Act } from '../storyteller.js';

/** What else happened in the running call: a second signature, a picture, news, a state of the process's own, and who follows. */
export function openCallActs(story: INestApplicationContext, cast: Cast): Act[] {
  return [...signedTogether(story, cast), pictured(story, cast), ...toldAndMarked(story, cast), ...shortlisted(story, cast)];
}

/** What SQL reads was flushed. */
const flushed = (story: INestApplicationContext): Promise<void> => story.get(UnitOfWork).run((em) => em.flush());

function signedTogether(story: INestApplicationContext, cast: Cast): Act[] {
  const { proposal, by, invitedOn, acceptedOn } = openCall.coAuthor;
  const coAuthors = story.get(CoAuthorsService);
  let invitation = '';
  return [
    {
      at: on(invitedOn, '18:40'),
      act: async () => {
        const { email } = personOf(by);
        invitation = await coAuthors.invite(cast.proposals.of(proposal), { email }, 'es', cast.actor('olga'));
      },
    },
    { at: on(acceptedOn, '09:05'), act: () => coAuthors.accept(invitation, { name: personOf(by).name }, 'es', cast.actor(by)) },
  ];
}

function pictured(story: INestApplicationContext, cast: Cast): Act {
  const { proposal, on: day, width, height, alt, large, small } = openCall.picture;
  const attachments = story.get(AttachmentsService);
  return {
    at: on(day, '08:15'),
    act: async () => {
      const owner = {
        kind: 'proposal',
        id: cast.proposals.of(proposal),
        processId: cast.processes.of('2022').id,
        by: cast.actor('jorge'),
      } as const;
      const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
      const file = { type: 'webp', bytes: bytes(large), small: bytes(small), width, height } as const;
      await attachments.change(owner, { added: [{ file, question: null }], about: new Map(), removed: null });
      await flushed(story);
      const [added] = await attachments.of(owner);
      await attachments.change(owner, { added: [], about: new Map([[added?.id ?? '', alt]]), removed: null });
    },
  };
}

function toldAndMarked(story: INestApplicationContext, cast: Cast): Act[] {
  const { ownState, follow, news } = openCall;
  const processId = (): string => cast.processes.of('2022').id;
  return [
    ...news.map(({ by, at, title, body }): Act => ({
      at,
      act: () => story.get(NewsService).publish(processId(), { title, body }, cast.actor(by)),
    })),
    {
      at: ownState.at,
      act: async () => {
        const states = story.get(OwnStatesService);
        const { name, tone, refines, proposal, reason, by } = ownState;
        await states.set(processId(), { states: [{ id: null, name, tone, refines }] }, cast.actor(by), 'es');
        await flushed(story);
        const [own] = await states.of(processId());
        const proposals = [cast.proposals.of(proposal)];
        await states.mark(processId(), { proposals, ownStateId: own?.id ?? null, markReason: reason }, cast.actor(by));
      },
    },
    {
      at: follow.at,
      act: () => {
        const subject = { kind: 'proposal', id: cast.proposals.of(follow.proposal) } as const;
        return story.get(FollowingService).follow(processId(), subject, { rhythm: 'daily' }, cast.actor(follow.by), 'es');
      },
    },
  ];
}

/** What the table of one theme works on first: scored by its area, and published with the reason for each, in or out. */
function shortlisted(story: INestApplicationContext, cast: Cast): Act[] {
  const { theme, by, setAt, begunAt, scoredBy, scoredAt, endedAt, publishedAt, criteria, choices } = openCall.shortlist;
  const [priorities, queries] = [story.get(PrioritiesService), story.get(PrioritiesQueries)];
  const processId = (): string => cast.processes.of('2022').id;
  const idOf = (key: string): string => cast.proposals.of(key);
  const asked = criteria.map((each) => ({ ...each, about: null }));
  return [
    { at: setAt, act: () => priorities.setCriteria(processId(), { criteria: asked, areasShare: 100 }, cast.actor(by)) },
    { at: begunAt, act: () => priorities.begin(processId(), cast.actor(by)) },
    {
      at: scoredAt,
      act: async () => {
        await flushed(story);
        const ids = (await queries.prioritisation(processId()))?.criteria.map(({ id }) => id) ?? [];
        const scores = choices.map(({ proposal, marks }) => ({
          proposalId: idOf(proposal),
          marks: Object.fromEntries(ids.map((id, index) => [id, marks[index] ?? 1])),
          clear: false,
        }));
        const scorable = new Set(scores.map(({ proposalId }) => proposalId));
        const accountId = cast.accounts.of(scoredBy).id;
        await priorities.score(processId(), scores, { accountId, group: 'areas', scorable }, cast.actor(scoredBy));
      },
    },
    { at: endedAt, act: () => priorities.end(processId(), cast.actor(by)) },
    {
      at: publishedAt,
      act: async () => {
        await flushed(story);
        const chosen = choices.map(({ proposal, isIn, reason }) => ({ proposalId: idOf(proposal), isIn, reason }));
        await priorities.publishShortlist(
          processId(),
          cast.processes.of('2022').themes.of(theme),
          { choices: chosen },
          cast.actor(by),
        );
      },
    },
  ];
}
