import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appFile } from '../../electron/shell-policy.ts';
import { specimenPeople } from '../../fixtures/people/person.ts';
import { dockTexts } from '../../renderer/language/dock.ts';
import { type Application, buildApplication, filesIn, manifest, runScript } from './application.ts';

/** What `npm run build` puts into the application, and that it starts without what was left out. */

let application: Application;
let texts: { file: string; text: string }[];

const textsOf = ({ folder }: Application) =>
  filesIn(join(folder, 'dist'))
    .filter((file) => /\.(js|cjs|css|html|md|txt|svg)$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, 'dist', file), 'utf8') }));

/** Names, numbers and notes of the specimen people: long enough to appear nowhere by chance. */
const specimenStrings = specimenPeople().flatMap((person) =>
  [person.fullName, person.citizen?.idNumber, person.note].filter(
    (text): text is string => typeof text === 'string' && text.length > 8,
  ),
);

const filesWith = (all: typeof texts, strings: readonly string[]): string[] =>
  all.filter(({ text }) => strings.some((string) => text.includes(string))).map(({ file }) => file);

beforeAll(async () => {
  application = await buildApplication();
  texts = textsOf(application);
});
afterAll(() => {
  application.remove();
});

describe('the built application', () => {
  it('is the file that package.json names, beside what it loads', () => {
    expect(manifest.main).toBe('dist/shell/main.js');
    expect(filesIn(application.shell)).toEqual(
      expect.arrayContaining(['main.js', 'preload.cjs', 'shell-station.js', 'station.js', 'tiepdon.js']),
    );
    expect(filesIn(application.renderer).filter((file) => file.endsWith('.html'))).toEqual([
      'index.html',
      'staff.html',
    ]);
  });

  it('holds our rooms, but not the fixtures, the browser host or the developer panel', () => {
    // The bundler heads each source with its path.
    const sources = texts
      .flatMap(({ text }) => [...text.matchAll(/^\/\/(?:#region)? ?(\S+\.ts)$/gm)])
      .map(([, path]) => path);
    expect(sources).toEqual(expect.arrayContaining(['electron/station.ts', 'native/emrtd/bac.ts', 'electron/main.ts']));
    expect(sources.filter((path) => /^fixtures\/|^electron\/hosts\/|dock|^renderer\/gallery/.test(path ?? ''))).toEqual(
      [],
    );
    expect(filesIn(application.renderer).filter((file) => /dock|gallery|face-link|people/i.test(file))).toEqual([]);
    const panel = [dockTexts.noSimulation, dockTexts.scanPatientCode, 'tiepdon-simulated-face', 'dock.html'];
    expect(filesWith(texts, [...panel, 'startBrowserHost', 'sec-websocket-protocol'])).toEqual([]);
  });

  it('knows no specimen person', () => {
    expect(specimenStrings.length).toBeGreaterThan(30);
    expect(filesWith(texts, specimenStrings)).toEqual([]);
  });

  it('ships the face models, the typeface and their licences, all of types the shell serves', () => {
    const files = filesIn(application.renderer);
    for (const part of [
      /fr_detect.*\.onnx$/,
      /fr_landmark.*\.onnx$/,
      /fr_feature.*\.onnx$/,
      /fr_liveness.*\.onnx$/,
      /\.wasm$/,
      /vietnamese.*\.woff2$/,
    ]) {
      expect(files.filter((file) => part.test(file))).not.toEqual([]);
    }
    const unserved = files.filter(
      (file) => appFile(`app://kiosk/${file}`, application.renderer, '/nowhere').kind === 'refused',
    );
    expect(unserved).toEqual(['licenses.md']);
    const licences = texts.find(({ file }) => file.endsWith('licenses.md'))?.text;
    for (const part of ['react-dom', 'onnxruntime-web', 'Be Vietnam Pro', 'Face models']) {
      expect(licences).toContain(part);
    }
  });

  it('imports only packages of `dependencies`, and Electron', () => {
    const packages = filesIn(application.shell).flatMap((file) =>
      ts
        .preProcessFile(readFileSync(join(application.shell, file), 'utf8'))
        .importedFiles.map(({ fileName }) => fileName)
        .filter((name) => !name.startsWith('.') && !isBuiltin(name))
        .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name),
    );
    expect(packages).toEqual(expect.arrayContaining(['electron', 'better-sqlite3-multiple-ciphers', 'smartcard']));
    const undeclared = new Set(packages.filter((name) => name !== 'electron' && !(name in manifest.dependencies)));
    expect([...undeclared]).toEqual([]);
  });
});

describe('the same search in a build with fixtures', () => {
  it('finds them', async () => {
    const development = await buildApplication({ fixtures: true });
    try {
      const found = filesWith(textsOf(development), ['createMockHis']);
      expect(found.length).toBeGreaterThan(1);
      expect(textsOf(development).some(({ text }) => /^\/\/(?:#region)? ?fixtures\//m.test(text))).toBe(true);
    } finally {
      development.remove();
    }
  });
});

describe('the built command line', () => {
  const run = (...args: string[]) =>
    runScript('run-shell.ts', [join(application.shell, 'main.js'), 'cli', ...args], {
      TIEPDON_DATA: join(application.folder, 'data'),
    });

  it('says its version', () => {
    expect(run('version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n` });
  });

  it('checks the configuration', () => {
    expect(run('config', 'check')).toMatchObject({ status: 0, stdout: expect.stringContaining('defaults') as string });
  });

  it.each([
    ['people', ['people']],
    ['the mock hospital', ['his', '--port', '0']],
    ['a specimen visit', ['visit', '--person', 'p01', '--via', 'qr']],
  ])('says that the fixtures are absent when asked for %s', (_, args) => {
    const { status, stderr } = run(...args);
    expect(stderr).toContain('packaged without the specimen people');
    expect(status).toBe(1);
  });
});

describe('the built station', () => {
  it('starts under plain Node, shows a kiosk without devices, listens on no network, and stops when told', () => {
    const { status, stdout, stderr } = runScript('run-station.ts', [join(application.shell, 'shell-station.js')], {
      TIEPDON_DATA: join(application.folder, 'station data'),
    });
    expect(stderr).toContain('names simulated devices');
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as {
      message: { snapshot: { service: string; devices: object } };
      toShell: string[];
      resources: string[];
    };
    // The default configuration asks for simulated devices, which are not there.
    expect(answer.message.snapshot).toMatchObject({
      service: 'closed',
      notices: ['simulation-absent'],
      devices: { scanner: 'not-configured', reader: 'not-configured' },
    });
    expect(answer.toShell).toEqual(['at-rest']);
    expect(answer.resources).toContain('PipeWrap');
    expect(answer.resources.filter((resource) => /TCP|UDP|TLS/.test(resource))).toEqual([]);
  });
});
