/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { CommentDraft, WHOLE } from '../../src/commitments/domain/index.js';
import { CommentRoundsService } from '../../src/commitments/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ReportSubject } from '../../src/moderation/domain/index.js';
import { ModerationService } from '../../src/moderation/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { ProposalsService } from '../../src/proposals/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { furnish, type Furnished } from '../world/furnished.js';

/** Each tries to leave its text and become an element, an attribute or an address that runs; all of them call `pwn`. */
const PAYLOADS = [
  '<script>pwn(1)</script>',
  '<SCRIPT SRC=//x.example/pwn.js></SCRIPT>',
  '<scr<script>ipt>pwn(1)</scr</script>ipt>',
  '"><script>pwn(1)</script>',
  "'><script>pwn(1)</script>",
  '</textarea><script>pwn(1)</script>',
  '</title><script>pwn(1)</script>',
  '</style><script>pwn(1)</script>',
  '--><script>pwn(1)</script>',
  ']]><script>pwn(1)</script>',
  '<img src=x onerror=pwn(1)>',
  '<img src=x onerror="pwn(1)"//',
  '"><img src=x onerror=pwn(1)>',
  "'><img src=x onerror=pwn(1)>",
  '<img/src=x/onerror=pwn(1)>',
  '<svg onload=pwn(1)>',
  '<svg/onload=pwn(1)>',
  '<svg><script>pwn(1)</script></svg>',
  '<svg><animate onbegin=pwn(1) attributeName=x></svg>',
  '<math><mi xlink:href="javascript:pwn(1)">x</mi></math>',
  '<body onload=pwn(1)>',
  '<iframe src="javascript:pwn(1)"></iframe>',
  '<iframe srcdoc="<script>pwn(1)</script>"></iframe>',
  '<object data="javascript:pwn(1)"></object>',
  '<embed src="javascript:pwn(1)">',
  '<a href="javascript:pwn(1)">x</a>',
  '<a href="java\tscript:pwn(1)">x</a>',
  '<form action="javascript:pwn(1)"><button>x</button></form>',
  '<button formaction="javascript:pwn(1)">x</button>',
  '<input autofocus onfocus=pwn(1)>',
  '<details open ontoggle=pwn(1)>',
  '<video><source onerror=pwn(1)></video>',
  '<audio src=x onerror=pwn(1)>',
  '<marquee onstart=pwn(1)>x</marquee>',
  '<meta http-equiv=refresh content="0;url=javascript:pwn(1)">',
  '<base href="javascript:pwn(1)//">',
  '<link rel=stylesheet href="javascript:pwn(1)">',
  '<style>@import "javascript:pwn(1)"</style>',
  '<table background="javascript:pwn(1)"></table>',
  '<div style="background:url(javascript:pwn(1))">x</div>',
  '" onmouseover="pwn(1)" x="',
  "' onmouseover='pwn(1)' x='",
  '` onmouseover=`pwn(1)` x=`',
  'x" autofocus onfocus="pwn(1)',
  'javascript:pwn(1)',
  '{{constructor.constructor("pwn(1)")()}}',
  '{{{pwn}}}',
  '${pwn(1)}',
  '&lt;script&gt;pwn(1)&lt;/script&gt;',
  '&#60;script&#62;pwn(1)&#60;/script&#62;',
  '\\u003cscript\\u003epwn(1)\\u003c/script\\u003e',
  '<template><script>pwn(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=pwn(1)>">',
] as const;

let app: TestApp;
let place: Furnished;
let moderator: Browser;

beforeAll(async () => {
  app = await startApp();
  place = await furnish(app, { slug: 'abierto', isPublic: true, isOpen: true });
  moderator = await place.signedIn('ana');
  for (const payload of PAYLOADS) await plant(payload);
  await app.nest.get(Dispatcher).settle();
}, 240_000);
afterAll(() => app.close());

/** The payload as everything that somebody from outside may write, and as the words of those who moderate. */
async function plant(payload: string): Promise<void> {
  const [proposals, moderation, rounds] = [
    app.nest.get(ProposalsService),
    app.nest.get(ModerationService),
    app.nest.get(CommentRoundsService),
  ];
  const { id } = await proposals.submit(
    SubmitProposal.parse({
      processId: place.processId,
      themeId: place.themes[0]?.id,
      title: payload,
      body: `${payload}\n\n${payload}`,
      lang: 'es',
      authorName: payload,
      authorEmail: 'graciela@example.org',
      sector: 'civil-society',
      onBehalfOf: payload,
      neighbourhood: payload,
    }),
    SYSTEM,
  );
  const [sheet] = await app.db.reader.rows(
    sql<{ id: string }>`select id from commitment_sheet where number = ${place.sheets.shared}`,
  );
  const comment = await rounds.comment(
    sheet?.id ?? '',
    CommentDraft.parse({ place: WHOLE, body: payload, name: payload, organisation: payload }),
    'es',
    SYSTEM,
  );
  const report = ReportSubject.parse({ rule: 'other', words: payload });
  await moderation.report(place.processId, { kind: 'proposal', id }, report, `browser:${payload}`, SYSTEM);
  await moderation.report(place.processId, { kind: 'comment', id: comment.id }, report, `browser:${payload}`, SYSTEM);
}

/** Whatever of a page runs, or would once it is touched, and is not ours. */
function running(page: Pick<Answer, 'path' | 'document'>): string[] {
  const found: string[] = [];
  for (const element of page.document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(`${page.path}: ${element.localName} ${name}=${value}`);
      if (
        /^\s*javascript:/i.test(value.replace(/[\t\n\r]/g, '')) &&
        ['href', 'src', 'action', 'formaction', 'data', 'background', 'srcdoc', 'xlink:href'].includes(name)
      )
        found.push(`${page.path}: ${element.localName} ${name}=${value}`);
    }
    if (element.localName === 'script' && !(element.getAttribute('src') ?? '').startsWith('/assets/'))
      found.push(`${page.path}: a script`);
    if (
      ['iframe', 'object', 'embed', 'base', 'marquee', 'math', 'animate', 'audio', 'video', 'noscript', 'template'].includes(
        element.localName,
      )
    )
      found.push(`${page.path}: ${element.localName}`);
    if (element.localName === 'style' || (element.localName === 'meta' && element.hasAttribute('http-equiv')))
      found.push(`${page.path}: ${element.localName}`);
  }
  return found;
}

const QUEUE = '/staff/processes/abierto/moderation';

describe(`${PAYLOADS.length} hostile texts`, () => {
  it('are forty at the least, and the look at a page sees them when they are not escaped', () => {
    expect(PAYLOADS.length).toBeGreaterThanOrEqual(40);
    const raw = PAYLOADS.filter((payload) => {
      const { document } = parseHTML(`<!doctype html><html><body><p title="${payload}">${payload}</p></body></html>`);
      return running({ path: '', document: document as unknown as Document }).length > 0;
    });
    expect(raw.length).toBeGreaterThan(40);
  });

  it('are words in every list, page and form of moderation, and in the lists that everybody reads', async () => {
    const [rows, comments] = [
      await app.db.reader.rows(
        sql<{ id: string; number: number }>`select id, number from proposal where author_email = 'graciela@example.org'`,
      ),
      await app.db.reader.rows(sql<{ id: string }>`select id from comment`),
    ];
    const pages = [
      QUEUE,
      `${QUEUE}?page=2`,
      `${QUEUE}?page=3`,
      `${QUEUE}/contributions`,
      `${QUEUE}/contributions?page=2`,
      ...rows.flatMap(({ id, number }) => [
        `${QUEUE}/proposal/${id}`,
        `/processes/abierto/moderation/proposal/${id}/report`,
        `/processes/abierto/proposals/P-${String(number).padStart(3, '0')}`,
      ]),
      ...comments.map(({ id }) => `${QUEUE}/comment/${id}`),
      ...[1, 2, 3].map((page) => `/processes/abierto/proposals?page=${page}`),
      `/processes/abierto/drafts/${place.sheets.shared}`,
      '/processes/abierto/moderation',
    ];
    const found: string[] = [];
    let seen = 0;
    for (const path of pages) {
      const page = await moderator.get(path);
      if (page.body.includes('pwn')) seen += 1;
      found.push(...(page.status < 400 || page.status === 404 ? [] : [`${path} answered ${page.status}`]), ...running(page));
    }
    expect(found).toEqual([]);
    expect(seen).toBeGreaterThan(PAYLOADS.length * 3);
  }, 240_000);

  it('are words in what those who moderate wrote, for everybody to read, and in what an author is told', async () => {
    const rows = await app.db.reader.rows(
      sql<{
        id: string;
      }>`select id from proposal where author_email = 'graciela@example.org' and state = 'published' order by number`,
    );
    const mails = async () =>
      app.db.reader.rows(
        sql<{ subject: string; html: string | null }>`select subject, html from outgoing_mail where kind like 'moderation.%'`,
      );
    for (const [index, payload] of PAYLOADS.entries())
      await app.nest.get(ModerationService).decide(
        place.processId,
        {
          subjects: [{ kind: 'proposal', id: rows[index]?.id ?? '', version: 1 }],
          act: 'hide',
          rule: 'other',
          reason: payload,
        },
        SYSTEM,
      );
    await app.nest.get(Dispatcher).settle();
    const found: string[] = [];
    for (const path of ['/processes/abierto/moderation', '/processes/abierto/moderation?page=2', `${QUEUE}?show=decided`])
      found.push(...running(await moderator.get(path)));
    expect((await moderator.get('/processes/abierto/moderation')).body).toContain('pwn');
    expect(found).toEqual([]);
    const sent = await mails();
    expect(sent.length).toBeGreaterThanOrEqual(PAYLOADS.length);
    // Mails of moderation are plain text: there is nothing in them that could be taken for markup.
    expect(sent.filter(({ html }) => html !== null)).toEqual([]);
    expect(sent.filter(({ subject }) => subject.includes('pwn'))).toEqual([]);
  }, 240_000);
});
