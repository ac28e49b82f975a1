import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../kernel/role.js';
import { VISITOR, type Standing } from '../../kernel/actor.js';
import type { ProcessFacts } from '../../process/domain/index.js';
import {
  guessColumns,
  guessState,
  isFresh,
  mayDataFile,
  mayExchange,
  planProposal,
  plainText,
  recogniseFormat,
  type Ground,
} from './index.js';

const process: ProcessFacts = { processId: 'p', slug: 'p', isPublic: true, features: new Set() };
const standing = (id: string, ...roles: Role[]): Standing => ({
  actor: { kind: 'account', id, name: id, isAdministrator: false },
  roles: roles.map((role) => ({ role, areaId: null })),
});
const visitor: Standing = { actor: VISITOR, roles: [] };

describe('who may', () => {
  it('bring files in: coordinators; take what is public: everybody who sees the process', () => {
    expect(mayExchange(standing('a', 'coordinator'), 'exchange.run', process)).toBeNull();
    for (const role of ['facilitator', 'moderator', 'reviewer', 'monitor'] as const)
      expect(mayExchange(standing('a', role), 'exchange.run', process)).toEqual({ code: 'only-coordinators' });
    expect(mayExchange(visitor, 'open-data.make', process)).toBeNull();
    expect(mayExchange(visitor, 'open-data.view', { ...process, isPublic: false })).toEqual({ code: 'not-found' });
  });

  it('take a file for the team: whose it is, while they coordinate and it has not expired', () => {
    const file = { ...process, fileId: 'f', accountId: 'a', isExpired: false };
    expect(mayDataFile(standing('a', 'coordinator'), file)).toBeNull();
    expect(mayDataFile(standing('b', 'coordinator'), file)).toEqual({ code: 'not-found' });
    expect(mayDataFile(standing('a', 'facilitator'), file)).toEqual({ code: 'only-coordinators' });
    expect(mayDataFile(standing('a', 'coordinator'), { ...file, isExpired: true })).toEqual({ code: 'not-found' });
    expect(mayDataFile(visitor, { ...file, accountId: null })).toEqual({ code: 'only-coordinators' });
  });
});

describe('the columns of a table', () => {
  it('say whose they are', () => {
    expect(recogniseFormat(['number', 'url', 'title', 'body', 'language', 'theme', 'state'])).toBe('mesa');
    expect(recogniseFormat(['id', 'title/es', 'body/es', 'taxonomies/ids'])).toBe('decidim');
    expect(recogniseFormat(['title/es', 'body/es', 'scope/name/es'])).toBe('decidim');
    expect(recogniseFormat(['id', 'reference', 'title', 'body'])).toBe('decidim');
    expect(recogniseFormat(['id', 'state', 'answer/es', 'answer/en'])).toBe('decidim-answers');
    expect(recogniseFormat(['Título', 'Texto'])).toBe('other');
  });

  it('are known by their names, in three languages, and each is taken once', () => {
    expect(guessColumns(['Título', 'Descripción', 'Eje temático', 'Votos', 'Fecha'], 'proposals')).toEqual({
      title: 'Título',
      body: 'Descripción',
      theme: 'Eje temático',
      supports: 'Votos',
      publishedAt: 'Fecha',
    });
    expect(
      guessColumns(
        ['id', 'title/es', 'title/ca', 'body/es', 'taxonomies/name/es', 'endorsements/total_count', 'published_at'],
        'proposals',
      ),
    ).toEqual({
      title: 'title/*',
      body: 'body/*',
      theme: 'taxonomies/name/*',
      supports: 'endorsements/total_count',
      publishedAt: 'published_at',
      key: 'id',
    });
  });

  it('have states that mean one of ours, or nothing that is guessed', () => {
    expect(['accepted', 'Rechazada', 'evaluating', 'withdrawn', 'feasible-with-changes', '???'].map(guessState)).toEqual([
      'feasible',
      'not-taken-up',
      'published',
      'leave-out',
      'feasible-with-changes',
      null,
    ]);
  });
});

describe('a row', () => {
  const ground: Ground = {
    kind: 'proposals',
    format: 'other',
    sourceName: 'Allá',
    columns: ['título', 'texto', 'estado', 'respuesta'],
    mapping: {
      columns: { title: 'título', body: 'texto', state: 'estado', answer: 'respuesta' },
      values: { theme: {}, state: {}, area: {} },
      themeId: 't',
      areaId: null,
      lang: null,
    },
    themes: new Map(),
    areas: new Map(),
    locale: 'es',
    now: new Date('2026-03-02T15:00:00Z'),
  };

  it('with a long title keeps all of it', () => {
    const long = 'Una propuesta de título larguísimo que no se termina nunca y sigue diciendo cosas '.repeat(2).trim();
    const { proposal, remarks } = planProposal(ground, [long, 'Texto.', '', '']);
    expect(proposal?.title.length).toBeLessThanOrEqual(120);
    expect(proposal?.title).toMatch(/ \p{L}+…$/u);
    expect(proposal?.body).toBe(`${long}\n\nTexto.`);
    expect(remarks).toMatchObject([{ code: 'title-shortened', isProblem: false }]);
  });

  it('tells everything that is wrong with it at once', () => {
    const { proposal, remarks } = planProposal({ ...ground, mapping: { ...ground.mapping, themeId: null } }, [
      '',
      '',
      'accepted',
      '',
    ]);
    expect(proposal).toBeNull();
    expect(remarks.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'title missing',
      'body missing',
      'theme theme-missing',
      'answer answer-without-reasons',
      'area area-missing',
    ]);
  });
});

describe('a text from a rich editor', () => {
  it.each([
    ['<p>Uno &amp; dos.</p><p>Tres<br>cuatro</p>', 'Uno & dos.\n\nTres\ncuatro'],
    ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
    ['<script>alert(1)</script>Hola <b onclick="x">mundo</b>', 'Hola mundo'],
    ['5 < 6 y 7 > 3', '5 < 6 y 7 > 3'],
    ['&#x202e;&#0;&nada; &#128512;', '&#0;&nada; 😀'],
    ['&lt;p&gt;', '<p>'],
  ])('becomes its words: %j', (html, words) => {
    expect(plainText(html)).toBe(words);
  });
});

it('a public file is new enough for an hour', () => {
  const at = new Date('2026-03-02T15:00:00Z');
  expect([59, 61].map((minutes) => isFresh(at, new Date(at.getTime() + minutes * 60_000)))).toEqual([true, false]);
});
