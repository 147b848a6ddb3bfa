import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The rooms of the house and what each may not import (the reasons are in README.md, "The house"). */
const outside = (...rooms) => rooms.flatMap((room) => [`**/${room}/**`]);
const forbid = (files, message, rooms, options = {}) => ({
  files,
  ...(options.ignores ? { ignores: options.ignores } : {}),
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: outside(...rooms), message, allowTypeImports: options.types ?? false },
          ...(options.electron === true
            ? []
            : [{ regex: '^electron(/|$)', message: 'Only the shell imports Electron.' }]),
        ],
      },
    ],
  },
});

const testFiles = ['**/*.test.ts', '**/*.test.tsx', 'tests/**'];

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
    files: ['electron/cli/**', 'electron/setup/**', 'electron/hosts/**', 'tests/bench/**', 'fixtures/his/main.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.mjs', '*.js'], ...tseslint.configs.disableTypeChecked },

  forbid(['native/**'], 'native imports no other room.', ['electron', 'renderer', 'sync', 'fixtures'], {
    ignores: testFiles,
  }),
  forbid(['sync/**'], 'sync imports no other room.', ['electron', 'renderer', 'native', 'fixtures'], {
    ignores: testFiles,
  }),
  forbid(
    ['renderer/**'],
    'renderer imports only electron/bridge.',
    ['electron/!(bridge)', 'native', 'sync', 'fixtures'],
    { ignores: testFiles },
  ),
  forbid(
    ['electron/visit/**', 'electron/bridge/**'],
    'The visit knows devices and queue by their types only.',
    ['native', 'sync', 'renderer', 'fixtures'],
    { ignores: testFiles, types: true },
  ),
  forbid(['electron/operations/**'], 'Nothing that ships imports fixtures.', ['fixtures', 'renderer'], {
    ignores: testFiles,
  }),
  forbid(
    ['electron/{main,window,preload,supervisor,shell-*}.ts'],
    'The shell has no business rule.',
    ['native', 'sync', 'renderer', 'fixtures'],
    { electron: true },
  ),
);
