import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Time and chance come from Clock, Ids and Dice, so that a story can be told again and a deadline tested. */
const TIME_AND_CHANCE = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the injected Clock what time it is.' },
  { selector: "CallExpression[callee.name='Date']", message: 'Ask the injected Clock what time it is.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Ask the injected Clock what time it is.',
  },
  {
    selector: "CallExpression[callee.object.name='performance'][callee.property.name='now']",
    message: 'Ask the injected Clock what time it is.',
  },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Throw the injected Dice.' },
  {
    selector: 'ImportSpecifier[imported.name=/^(randomUUID|randomBytes|randomInt|randomFill|randomFillSync|getRandomValues)$/]',
    message: 'Ask the injected Ids or Dice.',
  },
  { selector: "MemberExpression[property.name='randomUUID']", message: 'Ask the injected Ids.' },
  {
    selector:
      'MemberExpression[object.name=/crypto$/i][property.name=/^(randomBytes|randomInt|randomFill|randomFillSync|getRandomValues)$/]',
    message: 'Throw the injected Dice.',
  },
];

/** Switches that would turn off an escape or a separation; a name that is not there cannot be set by mistake. */
const DANGEROUS_SWITCHES = [
  {
    selector:
      'Property[key.name=/^(noEscape|allowProtoMethodsByDefault|allowProtoPropertiesByDefault|allowedProtoMethods|allowedProtoProperties|allowGlobalContext)$/]:not([value.value=false])',
    message: 'This switch turns a protection off. It stays off limits.',
  },
];

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a thing has one name everywhere.',
};

export default defineConfig(
  globalIgnores(['dist/', 'var/', 'coverage/', 'node_modules/', '.stryker-tmp/']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.{ts,tsx}'], extends: [tseslint.configs.recommended] },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Nest reads constructor types at run time: an import that looks like a type only may be a dependency.
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
      // Interfaces that modules fill by declaration merging begin empty.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/client/build.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@nestjs/common', importNames: ['forwardRef'], message: 'A cycle is a layering error.' },
            { name: '@nestjs/core', importNames: ['ModuleRef'], message: 'Ask for what you need in the constructor.' },
          ],
        },
      ],
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...DANGEROUS_SWITCHES, ...TIME_AND_CHANCE],
    },
  },
  {
    // The edges where time and chance come from: the system's, the browser's, and the settings, which are read before anything can be injected.
    files: ['src/platform/clock/**/*.ts', 'src/platform/config/config.ts', 'src/client/**/*.{ts,tsx}', 'src/**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...DANGEROUS_SWITCHES] },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...DANGEROUS_SWITCHES] },
  },
  // Written by a tool and long by nature.
  { files: ['src/platform/database/migrations/*.ts'], rules: { 'max-lines': 'off' } },
);
