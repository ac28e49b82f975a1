/**
 * The layer map. A module may import from the levels below its own, never from its own level or above.
 * The composition root (the files directly in src) may import everything; nothing imports it.
 */
const LEVELS = [
  ['accounts'],
  ['process'],
  ['participants'],
  ['comments', 'following', 'responses', 'trace', 'moderation', 'attachments'],
  ['proposals', 'boards', 'rules'],
  ['priorities'],
  ['roundtables'],
  ['commitments', 'outreach'],
  ['plans'],
  ['monitoring'],
  ['notifications', 'exports', 'exchange', 'site', 'admin', 'demo'],
];
const PURE = '^src/(kernel|[^/]+/domain)/';
const SPEC = '[.]spec[.]tsx?$';
/** View models of components are plain types of the platform: every page is made of them, in the browser too. */
const COMPONENT_TYPES = '^src/platform/web/components[.]ts$';
const alt = (names) => `(${names.join('|')})`;
/** Installed packages. Not anchored at the start: behind a linked store their real path begins elsewhere. */
const packages = (...names) => `(^|/)node_modules/${alt(names)}/`;

const levelRules = LEVELS.slice(0, -1).map((names, i) => ({
  name: `level-${i + 1}-${names.join('-')}`,
  comment: `${names.join(', ')} may not know of the modules above. Publish an event, or move the rule down.`,
  severity: 'error',
  from: { path: `^src/${alt(names)}/`, pathNot: SPEC },
  to: { path: `^src/${alt(LEVELS.slice(i + 1).flat())}/` },
}));

const siblingRules = LEVELS.filter((names) => names.length > 1).flatMap((names) =>
  names.map((name) => ({
    name: `siblings-${name}`,
    comment: 'Modules of one level are strangers.',
    severity: 'error',
    from: { path: `^src/${name}/`, pathNot: SPEC },
    to: { path: `^src/${alt(names.filter((other) => other !== name))}/` },
  })),
);

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'Two files that need each other are one thing in two places. A type alone needs nobody: it is gone before anything runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that leads nowhere: a misspelt path, or a package that is not installed.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'not-to-dev-packages',
      comment: 'What runs in production stands in "dependencies".',
      severity: 'error',
      // These two are tools that a developer runs; the bundler makes what the browser gets before anything starts.
      from: { path: '^src/', pathNot: [SPEC, '^src/(client/)?build[.]ts$', '^src/write-[a-z-]+[.]ts$'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-domain',
      comment: 'kernel/ and */domain/ run in the browser too: no Nest, no ORM, no Node, only zod and template files.',
      severity: 'error',
      from: { path: PURE, pathNot: SPEC },
      to: { pathNot: [PURE, packages('zod'), '^src/[^/]+/templates/.+[.]json$'] },
    },
    {
      name: 'front-door',
      comment: "Another module's files are private. Import its index.ts or its domain/index.ts.",
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/platform/' },
      to: {
        path: '^src/[^/]+/.+',
        pathNot: ['^src/$1/', '^src/(kernel|platform)/', '^src/[^/]+/(domain/)?index[.]ts$'],
      },
    },
    {
      name: 'client-front-door',
      comment: "The browser gets another module's pure rules, by the front door of its domain.",
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^src/[^/]+/index[.]ts$' },
    },
    {
      name: 'kernel-knows-nobody',
      comment: 'The kernel is what all others stand on.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: SPEC },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'The platform knows no feature.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: SPEC },
      to: { path: `^src/${alt(LEVELS.flat())}/` },
    },
    {
      name: 'nobody-imports-the-composition-root',
      comment: 'The files directly in src put the product together; who needs one of them stands in the wrong place.',
      severity: 'error',
      // The demonstration is told through the whole product, put together on a clock of its own.
      from: { path: '^src/[^/]+/', pathNot: [SPEC, '^src/demo/'] },
      to: { path: '^src/[^/]+[.]ts$' },
    },
    {
      name: 'every-module-has-a-level',
      comment: 'A new module needs a line in LEVELS, or no rule holds for it.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/${alt(['kernel', 'platform', 'client', ...LEVELS.flat()])}/` },
    },
    {
      name: 'client-is-pure-plus-dom',
      comment: 'The browser gets pure code and its socket, nothing else of ours.',
      severity: 'error',
      from: { path: '^src/client/', pathNot: ['^src/client/build[.]ts$', SPEC] },
      to: { pathNot: ['^src/client/', PURE, COMPONENT_TYPES, packages('socket[.]io-client', 'preact', '@preact', 'zod')] },
    },
    {
      name: 'client-takes-component-types-only',
      comment: 'Types of components may be named in the browser; code of the platform may not run there.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: COMPONENT_TYPES, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-client',
      comment: 'The server has no DOM. What both need is pure and stands in a domain folder.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/client/' },
      to: { path: '^src/client/' },
    },
    {
      name: 'edges-do-not-touch-the-orm',
      comment: 'Controllers, gateways and pages ask a service; they never hold an EntityManager.',
      severity: 'error',
      from: { path: '[.](controller|gateway|pages?|form)[.]ts$' },
      to: { path: packages('@mikro-orm', 'kysely', 'pg') },
    },
    {
      name: 'queries-give-no-entities',
      comment: 'The read side returns plain rows: it may name an entity as a table, the edges may not see one.',
      severity: 'error',
      from: { path: '[.](controller|gateway|pages?|form)[.]ts$' },
      to: { path: '[.]entity[.]ts$' },
    },
    {
      name: 'no-drawer-of-odds-and-ends',
      comment: 'Name the thing after what it is in the domain.',
      severity: 'error',
      from: {},
      to: { path: '/(utils?|helpers?|common|misc|shared)([.]|/)', pathNot: 'node_modules' },
    },
    {
      name: 'kernel-must-be-shared',
      comment: 'Fewer than three users: it belongs to the module that uses it.',
      severity: 'warn',
      from: { path: '^src' },
      module: { path: '^src/kernel', pathNot: SPEC, numberOfDependentsLessThan: 3 },
    },
    ...levelRules,
    ...siblingRules,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
