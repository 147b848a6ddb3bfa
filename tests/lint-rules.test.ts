import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

/** The table of rooms in README.md ("The house"), proved on snippets in files that need not exist. */

const root = join(import.meta.dirname, '..');
const eslint = new ESLint({
  cwd: root,
  // Types are not needed to know a path, and files that do not exist have none.
  overrideConfig: [
    {
      ...tseslint.configs.disableTypeChecked,
      languageOptions: { parserOptions: { projectService: false, program: null } },
    },
  ],
});
const importRules = ['@typescript-eslint/no-restricted-imports', 'no-restricted-syntax'];

/** What the import rules say about a line in a file. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, filePath) });
  if (!result) throw new Error(`${filePath} is not linted`);
  const broken = result.messages.filter(({ fatal, ruleId }) => fatal || ruleId === null);
  if (broken.length > 0) throw new Error(`${filePath}: ${broken.map(({ message }) => message).join('; ')}`);
  return result.messages
    .filter(({ ruleId, severity }) => severity === 2 && importRules.includes(ruleId ?? ''))
    .map(({ message }) => message);
}

const value = (path: string): string => `import { thing } from '${path}'; thing();`;
const type = (path: string): string => `import type { Thing } from '${path}'; export const thing: Thing = null;`;
const again = (path: string): string => `export * from '${path}';`;
const effect = (path: string): string => `import '${path}';`;
const dynamic = (path: string): string => `export const thing = await import('${path}');`;
const everyForm = { value, type, again, effect, dynamic };

/** File, path, and the forms that are forbidden (all unless named). */
const forbidden: [file: string, path: string, forms?: (keyof typeof everyForm)[]][] = [
  ['native/emrtd/x.ts', '../../sync/queue/port.ts'],
  ['native/emrtd/x.ts', '../../electron/trust.ts'],
  ['native/emrtd/x.ts', '../../renderer/face/pipeline/compare.ts'],
  ['native/emrtd/x.ts', '../../fixtures/people/person.ts'],
  ['native/emrtd/x.ts', 'electron'],
  ['native/x.ts', './emrtd/../../sync/queue/port.ts'],
  ['sync/queue/x.ts', '../../native/emrtd/port.ts'],
  ['sync/x.ts', '../electron/bridge/snapshot.ts'],
  ['sync/x.ts', '../renderer/App.tsx'],
  ['sync/his/x.ts', '../../fixtures/his/mock-his.ts'],
  ['sync/x.ts', 'electron/main'],
  ['renderer/x.tsx', '../electron/visit/machine.ts'],
  ['renderer/x.tsx', '../electron/station.ts'],
  ['renderer/face/x.ts', '../../electron/operations/log.ts'],
  ['renderer/x.ts', '../electron/bridge/../visit/machine.ts'],
  ['renderer/x.ts', '../electron'],
  ['renderer/x.ts', '../native/emrtd/port.ts'],
  ['renderer/x.ts', '/sync/queue/port.ts'],
  ['renderer/dock/x.ts', '../../fixtures/people/person.ts'],
  ['renderer/x.ts', 'electron'],
  ['electron/visit/x.ts', '../../native/emrtd/port.ts', ['value', 'again', 'effect', 'dynamic']],
  ['electron/visit/x.ts', '../../sync/queue/port.ts', ['value', 'again', 'effect', 'dynamic']],
  ['electron/visit/x.ts', '../../fixtures/people/person.ts'],
  ['electron/visit/x.ts', '../../renderer/App.tsx'],
  ['electron/visit/x.ts', 'electron'],
  ['electron/bridge/x.ts', '../../sync/queue/port.ts', ['value', 'again', 'effect', 'dynamic']],
  ['electron/bridge/x.ts', '../../fixtures/people/person.ts'],
  ...['station.ts', 'devices.ts', 'x.ts'].map((file): [string, string] => [
    `electron/${file}`,
    '../fixtures/people/person.ts',
  ]),
  ...['cli/x.ts', 'hosts/x.ts', 'operations/x.ts', 'setup/x.ts', 'setup/x.mjs'].flatMap(
    (file): [string, string, (keyof typeof everyForm)[]][] => {
      const forms = (file.endsWith('.ts') ? Object.keys(everyForm) : ['value', 'again', 'effect', 'dynamic']) as (
        'value' | 'type'
      )[];
      return [
        [`electron/${file}`, '../../fixtures/people/person.ts', forms],
        [`electron/${file}`, '../../renderer/App.tsx', forms],
        [`electron/${file}`, 'electron', forms],
      ];
    },
  ),
  ['electron/station.ts', 'electron'],
  ['electron/supervisor.ts', 'electron'],
  ['electron/cli/x.ts', '../../renderer/face/camera.ts'],
  ['electron/station.ts', '../renderer/face/pipeline/compare.ts'],
  ['electron/tickets/x.ts', '../../renderer/components/Tile.tsx'],
  ['electron/tickets/x.ts', '../../fixtures/people/person.ts'],
  ['electron/tickets/x.ts', 'electron'],
  ['electron/simulation.ts', '../fixtures/people/person.ts', ['value', 'type', 'again', 'effect']],
  ['electron/simulation.ts', 'electron'],
  ['electron/cli/fixtures.ts', '../../fixtures/people/person.ts', ['value', 'type', 'again', 'effect']],
  ...['main.ts', 'window.ts', 'preload.ts', 'shell-x.ts', 'supervisor.ts'].flatMap((file): [string, string][] =>
    ['native/emrtd/port.ts', 'sync/queue/port.ts', 'renderer/App.tsx', 'fixtures/people/person.ts'].map((path) => [
      `electron/${file}`,
      `../${path}`,
    ]),
  ),
];

const allowed: [file: string, path: string, forms?: (keyof typeof everyForm)[]][] = [
  ['native/readers/x.ts', '../emrtd/port.ts'],
  ['native/emrtd/x.ts', './port.ts'],
  ['native/pcsc/x.ts', 'smartcard'],
  ['sync/queue/x.ts', '../registration.ts'],
  ['sync/x.ts', 'undici'],
  ['renderer/x.tsx', '../electron/bridge/snapshot.ts'],
  ['renderer/face/x.ts', '../../electron/bridge/messages.ts'],
  ['renderer/x.ts', './face/pipeline/compare.ts'],
  ['electron/visit/x.ts', '../../native/emrtd/port.ts', ['type']],
  ['electron/visit/x.ts', '../../sync/queue/port.ts', ['type']],
  ['electron/bridge/x.ts', '../../native/readers/port.ts', ['type']],
  ['electron/visit/x.ts', '../bridge/snapshot.ts'],
  ['electron/station.ts', '../native/citizen-id/parse-code.ts'],
  ['electron/station.ts', '../sync/queue/port.ts'],
  ['electron/cli/x.ts', '../../native/emrtd/chip.ts'],
  ['electron/cli/x.ts', '../../renderer/face/pipeline/compare.ts'],
  ['electron/tickets/x.ts', '../../renderer/language/index.ts'],
  ['electron/simulation.ts', '../fixtures/simulators/world.ts', ['dynamic']],
  ['electron/cli/fixtures.ts', '../../fixtures/his/mock-his.ts', ['dynamic']],
  ['electron/main.ts', 'electron'],
  ['electron/window.ts', 'electron'],
  ['electron/preload.ts', 'electron'],
  ['electron/shell-x.ts', 'electron'],
  ['electron/main.ts', './cli/tiepdon.ts'],
  ['electron/x.ts', 'electron-builder'],
  ['electron/visit/x.test.ts', '../../fixtures/people/person.ts'],
  ['electron/visit/visit-testing-x.ts', '../../sync/queue/port.ts'],
  ['native/emrtd/testing.ts', '../../fixtures/people/person.ts'],
  ['renderer/x.test.tsx', '../fixtures/people/person.ts'],
  ['fixtures/simulators/x.ts', '../../renderer/face/pipeline/compare.ts'],
  ['fixtures/simulators/x.ts', '../../native/emrtd/port.ts'],
  ['tests/x.test.ts', '../electron/station.ts'],
];

const inForms = (cases: typeof forbidden) =>
  cases.flatMap(([file, path, forms = Object.keys(everyForm) as (keyof typeof everyForm)[]]) =>
    forms.map((form) => ({ file, path, form })),
  );

describe('the rooms of the house', () => {
  it.each(inForms(forbidden))('$file may not import $path ($form)', async ({ file, path, form }) => {
    expect(await complaints(file, everyForm[form](path))).toHaveLength(1);
  });

  it.each(inForms(allowed))('$file may import $path ($form)', async ({ file, path, form }) => {
    expect(await complaints(file, everyForm[form](path))).toEqual([]);
  });

  it.each(['native/x.ts', 'sync/x.ts', 'renderer/x.ts', 'electron/x.ts', 'electron/cli/fixtures.ts'])(
    '%s computes no import',
    async (file) => {
      expect(await complaints(file, 'export const load = (path: string) => import(path);')).toHaveLength(1);
      expect(
        await complaints(file, 'export const load = (name: string) => import(`../fixtures/${name}`);'),
      ).toHaveLength(1);
    },
  );
});
