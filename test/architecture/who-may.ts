import { PRINCIPALS, type Principal } from '../world/furnished.js';

/** The three processes that everything is tried in. A hidden one has all its stages open, so that nothing but its being hidden keeps people out. */
export const SETTINGS = {
  'public, no stage open': { slug: 'quieto', isPublic: true, isOpen: false },
  'public, all stages open': { slug: 'abierto', isPublic: true, isOpen: true },
  'not public': { slug: 'oculto', isPublic: false, isOpen: true },
} as const;
export type Setting = keyof typeof SETTINGS;

/** Who may do an action. Everybody else is refused: 403, or 404 where not even its existence may be known. */
interface Rule {
  readonly who: readonly Principal[];
  /** Only while the stages are open, or only before they are. */
  readonly when?: 'open' | 'before';
  /** An unguessable address is the proof, or no process is concerned: whether the process is public does not matter. */
  readonly anywhere?: true;
  /** It shows what everybody may read, to whoever asks: of a hidden process it knows nothing. */
  readonly onlyPublic?: true;
  /** For these it does not exist. Where the process is hidden, that is everybody outside it. */
  readonly unknownTo?: readonly Principal[];
}

const ALL = PRINCIPALS;
const except = (...those: Principal[]): Principal[] => PRINCIPALS.filter((each) => !those.includes(each));
/** Whoever holds a role in the process, and the instance's administrator. */
const INSIDE: readonly Principal[] = [
  'coordinator',
  'moderator',
  'facilitator',
  'reviewer',
  'forum member',
  'monitor',
  'administrator',
];
const OUTSIDE = except(...INSIDE);
const COORDINATION: readonly Principal[] = ['coordinator', 'administrator'];
const MODERATORS: readonly Principal[] = [...COORDINATION, 'moderator'];
const WRITERS: readonly Principal[] = [...COORDINATION, 'facilitator'];
const SIGNED_IN = except('visitor', 'guest');

/** The authorization matrix: every action of the product. */
export const RULES: Readonly<Record<string, Rule>> = {
  'staff.work': { who: SIGNED_IN, anywhere: true },

  'process.view': { who: ALL },
  'process.create': { who: ['administrator'], anywhere: true },
  'process.edit': { who: COORDINATION },
  'process.publish': { who: COORDINATION },
  'process.run': { who: COORDINATION },
  'rules.view': { who: ALL },
  'rules.comment': { who: ALL, when: 'before' },
  'people.view': { who: COORDINATION },
  'people.invite': { who: COORDINATION },
  'people.revoke': { who: COORDINATION },

  'moderation.view': { who: ALL },
  'moderation.report': { who: ALL },
  'moderation.work': { who: MODERATORS },
  'moderation.decide': { who: MODERATORS },
  'moderation.set': { who: COORDINATION },
  'moderation.appeal': { who: ALL, anywhere: true },

  'exchange.run': { who: COORDINATION },
  'open-data.view': { who: ALL },
  'open-data.make': { who: ALL },
  // A file for the team is its owner's alone.
  'data-file.take': { who: ['coordinator'], unknownTo: ['administrator'] },

  'outreach.view': { who: ALL },
  'outreach.run': { who: COORDINATION },
  'invited.view': { who: ALL, anywhere: true },
  'invited.begin': { who: ALL, when: 'open', anywhere: true },
  'invited.decline': { who: ALL, anywhere: true },

  'shared.call': { who: ALL, onlyPublic: true },
  'shared.proposal': { who: ALL, onlyPublic: true },
  'proposal.list': { who: ALL },
  'proposal.view': { who: ALL },
  'proposal.submit': { who: ALL, when: 'open' },
  'proposal.endorse': { who: SIGNED_IN, when: 'open' },
  'proposal.comment': { who: ALL, when: 'open' },
  'proposal.follow': { who: ALL },
  'proposal.unfollow': { who: SIGNED_IN },
  'comment.view': { who: ALL, anywhere: true },
  'comment.confirm': { who: ALL, anywhere: true },
  'follow.view': { who: ALL, anywhere: true },
  'follow.confirm': { who: ALL, anywhere: true },
  'follow.end': { who: ALL, anywhere: true },
  'rhythm.view': { who: ALL, anywhere: true },
  'rhythm.choose': { who: ALL, anywhere: true },
  'proposal.triage': { who: COORDINATION },
  'proposal.select': { who: MODERATORS },
  'proposal.report': { who: SIGNED_IN },
  'proposal.screen': { who: COORDINATION },
  'review.list': { who: ['reviewer'] },
  'proposal.review': { who: ['reviewer'], when: 'open' },
  'proposal.note': { who: [...COORDINATION, 'reviewer'] },
  'receipt.view': { who: ALL, anywhere: true },
  'receipt.confirm': { who: ALL, anywhere: true },
  'receipt.revise': { who: ALL, when: 'open', anywhere: true },
  'receipt.withdraw': { who: ALL, anywhere: true },
  'receipt.invite': { who: ALL, anywhere: true },
  'receipt.dismiss': { who: ALL, anywhere: true },
  'co-author.view': { who: ALL, anywhere: true },
  'co-author.accept': { who: ALL, anywhere: true },
  'co-author.end': { who: ALL, anywhere: true },
  'authorship.invite': { who: ['resident'] },
  'authorship.dismiss': { who: ['resident'] },
  'authorship.view': { who: ['resident'] },
  'authorship.revise': { who: ['resident'], when: 'open' },
  'authorship.withdraw': { who: ['resident'] },
  'own-proposals.view': { who: SIGNED_IN, anywhere: true },
  'objection.view': { who: ALL, anywhere: true },
  'objection.raise': { who: ALL, anywhere: true },
  'response.view': { who: ALL },
  'response.give': { who: WRITERS },

  'priorities.view': { who: ALL },
  'priorities.score': { who: ['reviewer', 'forum member'], when: 'open' },
  'priorities.run': { who: COORDINATION },

  'roundtables.view': { who: ALL },
  'roundtables.plan': { who: WRITERS },
  'roundtables.set-up': { who: COORDINATION },
  'roundtable.view': { who: ALL },
  'roundtable.edit': { who: WRITERS },
  'roundtable.board': { who: [...INSIDE, 'guest'], unknownTo: except(...INSIDE, 'guest') },
  'roundtable.minute': { who: WRITERS },
  'room.join': { who: ALL },
  'room.view': { who: [...INSIDE, 'guest'] },
  'room.take-part': { who: [...WRITERS, 'guest'] },
  'room.facilitate': { who: WRITERS },
  'room.start': { who: WRITERS, when: 'open' },

  'drafts.view': { who: ALL },
  'draft.view': { who: ALL },
  'draft.comment': { who: ALL, when: 'open' },
  'sheets.view': { who: INSIDE },
  'sheets.open': { who: WRITERS, when: 'open' },
  'sheet.view': { who: INSIDE },
  'sheet.edit': { who: WRITERS, when: 'open' },
  'sheet.share': { who: WRITERS, when: 'open' },
  'sheet.respond': { who: WRITERS },

  'plan.view': { who: ALL },
  'plan.see-draft': { who: [...WRITERS, 'forum member', 'monitor'] },
  'plan.edit': { who: WRITERS },
  'plan.publish': { who: COORDINATION, when: 'open' },
};

/** Things that are private where their kind is public: which one, by which route, and who may see it. */
export const PRIVATE_THINGS = [
  {
    route: 'GET /processes/:process/proposals/:number',
    thing: 'held proposal',
    who: ['resident', ...MODERATORS, 'facilitator', 'monitor'],
  },
  {
    route: 'GET /processes/:process/proposals/:number/files/:file',
    thing: 'held proposal',
    who: ['resident', ...MODERATORS, 'facilitator', 'monitor'],
  },
  { route: 'GET /processes/:process/drafts/:number', thing: 'unshared sheet', who: INSIDE },
  { route: 'GET /staff/processes/:process/sheets/:number', thing: 'unshared sheet', who: INSIDE },
] as const satisfies readonly { route: string; thing: string; who: readonly Principal[] }[];

/** Everything that says of itself that anybody may use it. Whoever adds to this list has thought about it. */
export const PUBLIC_ROUTES = [
  'GET /',
  'GET /_components',
  'GET /_components/:component',
  'GET /_mailbox',
  'GET /account/name',
  'GET /invitations/:secret',
  'GET /join',
  'GET /livez',
  'GET /processes',
  'GET /readyz',
  'GET /sign-in',
  'GET /sign-in/code',
  'GET /sign-in/link',
  'GET /unsubscribe/:secret',
  'POST /account/name',
  'POST /invitations/:secret',
  'POST /join',
  'POST /sign-in',
  'POST /sign-in/code',
  'POST /sign-in/link',
  'POST /sign-in/sample',
  'POST /sign-out',
  'POST /unsubscribe/:secret',
];

export type Expected = 'in' | 403 | 404;

/** What the matrix says happens when somebody asks for an action in a setting. */
export function expected(action: string, principal: Principal, setting: Setting): Expected {
  const rule = RULES[action];
  if (!rule) throw new Error(`The action ${action} has no row`);
  const { who, when, anywhere = false, onlyPublic = false, unknownTo = [] } = rule;
  const isIn = who.includes(principal);
  if (setting === 'not public' && (onlyPublic || (OUTSIDE.includes(principal) && !anywhere))) return 404;
  if (unknownTo.includes(principal)) return 404;
  const isTime = when === undefined || (when === 'before') === (setting === 'public, no stage open');
  return isIn && isTime ? 'in' : 403;
}
