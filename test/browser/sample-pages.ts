import type { Principal } from '../world/furnished.js';

/**
 * Who looks at the pages of the sample: the sample's own people, an author who has just sent a proposal, somebody who is writing one, and somebody
 * whose address is proven and who has no name yet.
 */
export type Viewer = 'visitor' | 'coordinator' | 'facilitator' | 'reviewer' | 'writer' | 'author' | 'newcomer';

/** Those of the authorization matrix whom the sample has somebody for. */
export const ROLES: Readonly<Partial<Record<Principal, Viewer>>> = {
  visitor: 'visitor',
  coordinator: 'coordinator',
  facilitator: 'facilitator',
  reviewer: 'reviewer',
};

/** What only a running sample can tell. */
export interface Found {
  /** The room of the table in session, and the code on its wall. */
  readonly room: string;
  readonly code: string;
  readonly receipt: string;
  readonly invitation: string;
  readonly signInLink: string;
  /** What an author whose proposal was hidden was written. */
  readonly appeal: string;
  /** Where a proposal is reported. */
  readonly report: string;
}

/** A page: where, and by whom if not by all who may. */
export type Seen = readonly [address: string, ...as: Viewer[]];

const HERE = '/processes/plan-2022';
const FINISHED = '/processes/plan-2021';
const STAFF = `/staff${HERE}`;

/** Routes that answer a word for machines, and those that only lead to a page or to a file. */
const OTHERS = [
  'GET /livez',
  'GET /readyz',
  'GET /p/:process',
  'GET /p/:process/:number',
  'GET /processes/:process/plan/commitments/:number/export.:format',
  'GET /processes/:process/plan/export.:format',
  'GET /processes/:process/roundtables/:roundtable/boards/:board/export.:format',
  'GET /processes/:process/roundtables/:roundtable/minutes/export.:format',
  'GET /processes/:process/data/:format',
  'GET /staff/processes/:process/exchange/files/:file/content',
  'GET /processes/:process/proposals/new/receipt',
  'GET /processes/:process/proposals/:number/files/:file',
  'GET /processes/:process/proposals/new/files/:file',
  'GET /proposals/receipts/:secret/files/:file',
  'GET /processes/:process/proposals/:number/authorship/files/:file',
];

/** Whether a person looks at what the route answers: by its name, files are told from pages. */
export const isPage = (route: string): boolean => !OTHERS.includes(route) && !/[.](atom|csv|ics|json|png|svg)$/.test(route);

/** Page routes, with the pages of the sample that show what their templates can look like. A route that is not here is looked at in the furnished process. */
export const pagesOf = (found: Found): Readonly<Record<string, readonly Seen[]>> => ({
  'GET /': [['/']],
  'GET /_components': [['/_components', 'visitor']],
  // The examples of the components are looked at by test/components.
  'GET /_components/:component': [['/_components/field', 'visitor']],
  'GET /_mailbox': [['/_mailbox', 'visitor']],
  'GET /account/name': [['/account/name', 'newcomer']],
  'GET /appeals/:secret': [[found.appeal, 'visitor']],
  'GET /invitations/:secret': [[found.invitation, 'visitor']],
  'GET /join': [['/join', 'visitor']],
  'GET /join/:code': [[`/join/${found.code}`]],
  'GET /processes': [['/processes']],
  'GET /processes/:process': [[HERE], [FINISHED]],
  'GET /processes/:process/drafts': [[`${HERE}/drafts`]],
  'GET /processes/:process/drafts/:number': [[`${HERE}/drafts/1`]],
  'GET /processes/:process/drafts/:number/versions': [[`${HERE}/drafts/1/versions`]],
  'GET /processes/:process/moderation': [[`${HERE}/moderation`]],
  'GET /processes/:process/moderation/:kind/:subject/report': [[found.report]],
  'GET /processes/:process/plan': [[`${FINISHED}/plan`], [`${HERE}/plan`]],
  'GET /processes/:process/plan/commitments/:number': [[`${FINISHED}/plan/commitments/1`]],
  'GET /processes/:process/proposals': [
    [`${HERE}/proposals`],
    [`${HERE}/proposals?q=cartas`, 'visitor'],
    [`${HERE}/proposals?q=xyzzy`, 'visitor'],
  ],
  'GET /processes/:process/proposals/:number': [
    [`${HERE}/proposals/P-001`],
    [`${HERE}/proposals/P-005`],
    [`${FINISHED}/proposals/P-001`],
  ],
  'GET /processes/:process/proposals/new': [[`${HERE}/proposals/new`, 'writer']],
  'GET /processes/:process/proposals/new/text': [[`${HERE}/proposals/new/text`, 'writer']],
  'GET /processes/:process/proposals/new/author': [[`${HERE}/proposals/new/author`, 'writer']],
  'GET /processes/:process/proposals/new/preview': [[`${HERE}/proposals/new/preview`, 'writer']],
  'GET /processes/:process/responses': [[`${HERE}/responses`], [`${FINISHED}/responses`]],
  'GET /processes/:process/roundtables': [[`${HERE}/roundtables`]],
  'GET /processes/:process/roundtables/:roundtable': [[`${HERE}/roundtables/arbolado`], [`${HERE}/roundtables/lenguaje-claro`]],
  'GET /processes/:process/roundtables/:roundtable/boards/:board': [
    [`${HERE}/roundtables/lenguaje-claro/boards/situation`],
    [`${HERE}/roundtables/lenguaje-claro/boards/sheet`],
  ],
  'GET /processes/:process/roundtables/:roundtable/minutes': [[`${HERE}/roundtables/lenguaje-claro/minutes`]],
  'GET /staff/processes/:process/roundtables/:roundtable/minutes': [[`${STAFF}/roundtables/lenguaje-claro/minutes`]],
  'GET /processes/:process/roundtables/:roundtable/boards/:board/replay': [
    [`${HERE}/roundtables/lenguaje-claro/boards/situation/replay?at=20`, 'visitor'],
  ],
  'GET /proposals/receipts/:secret': [[found.receipt, 'author']],
  'GET /proposals/receipts/:secret/revision': [[`${found.receipt}/revision`, 'author']],
  'GET /proposals/receipts/:secret/files': [[`${found.receipt}/files`, 'author']],
  'GET /rooms/:room': [[found.room, 'facilitator', 'author']],
  'GET /rooms/:room/console': [[`${found.room}/console`, 'facilitator']],
  'GET /rooms/:room/screen': [[`${found.room}/screen`, 'facilitator']],
  'GET /sign-in': [['/sign-in', 'visitor']],
  'GET /sign-in/code': [['/sign-in/code', 'author']],
  'GET /sign-in/link': [[found.signInLink, 'visitor']],
  'GET /staff': [['/staff']],
  'GET /staff/processes/:process': [[STAFF]],
  'GET /staff/processes/:process/moderation': [[`${STAFF}/moderation`], [`${STAFF}/moderation?show=decided`]],
  'GET /staff/processes/:process/moderation/:kind/:subject': [[`/staff${found.report.replace(/\/report$/, '')}`]],
  'GET /staff/processes/:process/moderation/contributions': [[`${STAFF}/moderation/contributions`]],
  'GET /staff/processes/:process/moderation/settings': [[`${STAFF}/moderation/settings`]],
  'GET /staff/processes/:process/people': [[`${STAFF}/people`]],
  'GET /staff/processes/:process/plan': [[`/staff${FINISHED}/plan`], [`${STAFF}/plan`]],
  'GET /staff/processes/:process/proposals': [[`${STAFF}/proposals`]],
  'GET /staff/processes/:process/proposals/:number': [[`${STAFF}/proposals/P-001`]],
  'GET /staff/processes/:process/reviews': [[`${STAFF}/reviews`]],
  'GET /staff/processes/:process/reviews/:number': [[`${STAFF}/reviews/P-036`]],
  'GET /staff/processes/:process/roundtables': [[`${STAFF}/roundtables`]],
  'GET /staff/processes/:process/roundtables/:roundtable': [[`${STAFF}/roundtables/arbolado`]],
  'GET /staff/processes/:process/roundtables/new': [[`${STAFF}/roundtables/new`]],
  'GET /staff/processes/:process/sheets': [[`${STAFF}/sheets`]],
  'GET /staff/processes/:process/sheets/:number': [[`${STAFF}/sheets/1`], [`${STAFF}/sheets/2`]],
  'GET /staff/processes/:process/sheets/:number/comments': [[`${STAFF}/sheets/1/comments`]],
  'GET /staff/processes/:process/sheets/new': [[`${STAFF}/sheets/new`]],
  'GET /staff/processes/new': [['/staff/processes/new', 'coordinator']],
});

/** Pages that no route of their own has: what says that there is nothing, or that one may not. */
export const REFUSALS: readonly (readonly [address: string, status: number, as: Viewer])[] = [
  ['/nothing-here', 404, 'visitor'],
  [`${STAFF}/proposals`, 403, 'reviewer'],
];
