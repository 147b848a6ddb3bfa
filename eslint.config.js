import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Tests, their helpers and the specimen world import what they like. */
const free = ['**/*.test.{ts,tsx}', '**/*testing*.ts', 'tests/**', 'fixtures/**'];

/** A path into one of the rooms, however it is written: `../native/x.ts`, `./../../native`, `/native/x.ts`. */
const into = (...rooms) => `^\\.{0,2}/(.*/)?(${rooms.join('|')})(/|$)`;
const notElectron = { regex: '^electron(/|$)', message: 'Only the shell’s own files import Electron.' };
const notFixtures = { regex: into('fixtures'), message: 'Nothing that ships imports fixtures.' };
const shell = ['electron/{main,window,preload,shell-*}.ts'];
const dynamicFixtures = ['electron/simulation.ts', 'electron/cli/fixtures.ts'];

/**
 * The rooms of the house and what each may not import (the reasons are in README.md, "The house"). Every file belongs to the
 * last row that fits it. `types` lets type imports through, `dynamic` lets `import()` through.
 */
const rooms = [
  {
    files: ['native/**'],
    never: [{ regex: into('electron', 'renderer', 'sync', 'fixtures'), message: 'native imports no other room.' }],
  },
  {
    files: ['sync/**'],
    never: [{ regex: into('electron', 'renderer', 'native', 'fixtures'), message: 'sync imports no other room.' }],
  },
  {
    files: ['renderer/**'],
    never: [
      { regex: into('native', 'sync', 'fixtures'), message: 'renderer imports only electron/bridge.' },
      // electron/bridge is flat: a longer path leads out of it again.
      {
        regex: '^\\.{0,2}/(.*/)?electron(?!/bridge/[^/]+$)(/|$)',
        message: 'renderer imports only electron/bridge.',
      },
    ],
  },
  {
    files: ['electron/**'],
    never: [notFixtures, { regex: into('renderer'), message: 'The screen is not imported; it is served.' }],
  },
  {
    files: ['electron/cli/**'],
    never: [
      notFixtures,
      {
        regex: '^\\.{0,2}/(.*/)?renderer(?!/face/pipeline/[^/]+$)(/|$)',
        message: 'Of the screen only the face pipeline is imported.',
      },
    ],
  },
  {
    files: ['electron/tickets/**'],
    never: [
      notFixtures,
      {
        regex: '^\\.{0,2}/(.*/)?renderer(?!/language/[^/]+$)(/|$)',
        message: 'A ticket takes its words from the screen, and nothing else.',
      },
    ],
  },
  {
    files: dynamicFixtures,
    never: [
      { ...notFixtures, dynamic: true },
      { regex: into('renderer'), message: 'The screen is not imported; it is served.' },
    ],
  },
  {
    files: ['electron/visit/**', 'electron/bridge/**'],
    never: [
      { regex: into('native', 'sync'), message: 'The visit knows devices and queue by their types only.', types: true },
      notFixtures,
      { regex: into('renderer'), message: 'The visit does not know the screen.' },
    ],
  },
  {
    files: [...shell, 'electron/supervisor.ts'],
    never: [{ regex: into('native', 'sync', 'renderer', 'fixtures'), message: 'The shell has no business rule.' }],
  },
].map((room) => ({ ...room, never: [...room.never, notElectron] }));

/** The rules of a row. A selector's regular expression may not contain a slash. */
const roomRules = (never) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    { patterns: never.map(({ regex, message, types = false }) => ({ regex, message, allowTypeImports: types })) },
  ],
  'no-restricted-syntax': [
    'error',
    ...never
      .filter(({ dynamic = false }) => !dynamic)
      .map(({ regex, message }) => ({
        selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\u002F')}/]`,
        message,
      })),
    {
      selector: "ImportExpression[source.type!='Literal']",
      message: 'A computed import() hides which room it enters.',
    },
  ],
});

const roomConfigs = [
  ...rooms.map(({ files, never }) => ({ files, ignores: free, rules: roomRules(never) })),
  // The shell's own files alone: the supervisor beside them runs without Electron.
  {
    files: shell,
    ignores: free,
    rules: roomRules(rooms.at(-1).never.filter((rule) => rule !== notElectron)),
  },
];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'release', 'coverage', '.tiepdon', 'renderer/face/weights'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      globals: globals.node,
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'electron/setup/*.mjs', 'electron/cli/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['electron/cli/**', 'electron/setup/**', 'electron/hosts/**', 'tests/bench/**'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.mjs', '*.js'], ...tseslint.configs.disableTypeChecked },

  ...roomConfigs,
);
