import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { assert, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Enrolment } from '../../sync/faces/port.ts';
import { digitsOf, enrolmentOf, keep, kioskOf, kioskOne, kioskTwo } from '../../sync/faces/server-testing.ts';
import { shippedFaceModels } from '../bridge/face-models.ts';
import { dataFolderAt, takeDataFolder } from '../operations/data-folder.ts';
import { galleryMachine, hearTests, heard } from './gallery-testing.ts';
import { forgetInGallery } from './gallery.ts';
import { exitCodes } from './output.ts';

hearTests();

const patient = { kind: 'patient', patientId: 'P1' } as const;

/** As the shipped model would see it. */
function enrolment(number: number): Enrolment {
  const { dimension, sha256 } = shippedFaceModels.embedding;
  const embedding = new Float32Array(dimension);
  embedding[number] = 1;
  return { ...enrolmentOf(number), template: { embedding, model: sha256 } };
}

describe('tiepdon gallery serve', () => {
  it('answers admitted kiosks, counts, and has everybody again after a restart', async () => {
    const machine = galleryMachine();
    await machine.gallery('kiosks', 'add', machine.files.kioskOne, '--name', 'K1');
    const first = await machine.serve();
    const khai = enrolment(1);
    await keep(kioskOf(first.url), khai);
    expect((await machine.gallery('status', '--json')).json).toMatchObject({
      isServed: true,
      enrolments: 1,
      ofOtherModels: 0,
      kiosks: 1,
    });
    expect(JSON.parse(heard.out)).toHaveProperty('memoryBytes');
    expect(await first.stop()).toBe(exitCodes.done);
    expect((await machine.gallery('status', '--json')).json).toMatchObject({ isServed: false, enrolments: 1 });
    await machine.gallery('status');
    expect(heard.out).toMatch(/does not run\nenrolled +1\n/);
    await machine.gallery('audit');
    expect(heard.out).toMatch(/^number .*\n2 +\S+ +patient +face-enrolled +confirmed at k1 +[0-9a-f-]{36}\n1 /);

    const second = await machine.serve();
    expect(await kioskOf(second.url).recognise(digitsOf(khai), khai.template)).toMatchObject({ kind: 'recognised' });
    const recognised = { action: 'face-recognised', detail: 'recognised by digits at k1' };
    expect((await machine.gallery('audit', '--limit', '1', '--json')).json).toMatchObject([recognised]);
    expect(await second.stop()).toBe(exitCodes.done);
  });

  it('refuses a kiosk from the moment it is removed, and says so to staff', async () => {
    const machine = galleryMachine();
    await machine.gallery('kiosks', 'add', machine.files.kioskOne, '--name', 'K1');
    const { url } = await machine.serve();
    const [one, two] = [kioskOf(url), kioskOf(url, kioskTwo)];
    expect(await one.holds(patient)).toBe('no');
    expect(await two.holds(patient)).toBe('away');
    expect(heard.err).toMatch(/^tiepdon: refused: not-admitted, certificate [0-9a-f]{16}…\n$/);

    await machine.gallery('kiosks', 'add', machine.files.kioskTwo, '--name', 'K2');
    expect(await two.holds(patient)).toBe('no');
    await machine.gallery('kiosks', 'remove', 'k1');
    expect(await one.holds(patient)).toBe('away');
    expect(await two.holds(patient)).toBe('no');

    writeFileSync(join(machine.data, 'kiosks.json'), '{');
    expect(await two.holds(patient)).toBe('away');
    expect(await two.holds(patient)).toBe('away');
    expect(heard.err.match(/is no list of kiosks/g)).toHaveLength(1);
  });

  it('keeps nothing that could be read, and prints nothing of a person', async () => {
    const machine = galleryMachine();
    await machine.gallery('kiosks', 'add', machine.files.kioskOne, '--name', 'K1');
    const { url, stop } = await machine.serve();
    const khai = enrolment(1);
    await keep(kioskOf(url), khai);
    await kioskOf(url).recognise(digitsOf(khai), khai.template);
    await stop();
    const { person, template } = khai;
    const secrets = [person.idNumber, person.fullName, person.birthDate, Buffer.from(template.embedding.buffer)];
    for (const entry of readdirSync(machine.data, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      for (const secret of secrets) expect(bytes.includes(secret), entry.name).toBe(false);
    }
    for (const secret of [person.idNumber, person.fullName]) expect(heard.out + heard.err).not.toContain(secret);
  });

  it.each<[string, string[], string]>([
    ['without a port', ['--listen', 'localhost'], 'HOST:PORT'],
    ['with a port that is none', ['--listen', '127.0.0.1:70000'], 'HOST:PORT'],
    ['without its certificate', ['--certificate', '/nowhere.pem'], '/nowhere.pem cannot be read (ENOENT)'],
    ['without its key', ['--key', '/nowhere.pem'], '/nowhere.pem cannot be read (ENOENT)'],
    ['on an address of another machine', ['--listen', '192.0.2.1:0'], 'EADDRNOTAVAIL'],
  ])('does not start %s', async (_, args, message) => {
    const { gallery, files } = galleryMachine();
    const { certificate, key, kioskCa } = files;
    const all = ['--listen', '127.0.0.1:0', '--certificate', certificate, '--key', key, '--kiosk-ca', kioskCa];
    const { code } = await gallery('serve', ...all, ...args);
    expect([exitCodes.failed, exitCodes.usage]).toContain(code);
    expect(heard.err).toContain(message);
  });

  it.each<[string, (machine: ReturnType<typeof galleryMachine>) => void, string]>([
    ['a kiosk’s folder', ({ data }) => writeFileSync(join(data, 'queue.db'), ''), 'is the folder of a kiosk'],
    ['a wrong configuration', ({ data }) => writeFileSync(join(data, 'kiosk.toml'), 'version = 9'), 'kiosk.toml:1'],
    ['a gallery without its key', ({ data }) => writeFileSync(join(data, 'gallery.db'), 'x'), 'queue.key is missing'],
    [
      'a socket that is in the way',
      ({ data }) => mkdirSync(join(data, 'station.sock', 'x'), { recursive: true }),
      'station.sock cannot be listened on',
    ],
    ['a key that others can read', ({ files }) => chmodSync(files.key, 0o644), 'can be read by others'],
    ['an authority that is none', ({ files }) => writeFileSync(files.kioskCa, 'x'), 'no certificate authority'],
    [
      'a certificate of another key',
      ({ files }) => writeFileSync(files.certificate, kioskOne.certificatePem),
      'do not fit',
    ],
  ])('does not start on %s, and lets the folder go', async (_, spoil, message) => {
    const machine = galleryMachine();
    spoil(machine);
    const { certificate, key, kioskCa } = machine.files;
    const all = ['--listen', '127.0.0.1:0', '--certificate', certificate, '--key', key, '--kiosk-ca', kioskCa];
    expect(await machine.gallery('serve', ...all)).toMatchObject({ code: exitCodes.failed });
    expect(heard.err).toContain(message);
    const taken = takeDataFolder(dataFolderAt(machine.data));
    assert(taken.ok);
    taken.release();
  });

  it('does not start a second time on a folder, or on a port that is taken', async () => {
    const machine = galleryMachine();
    await machine.serve();
    const { certificate, key, kioskCa } = machine.files;
    const all = ['--certificate', certificate, '--key', key, '--kiosk-ca', kioskCa];
    await machine.gallery('serve', ...all, '--listen', '127.0.0.1:0');
    expect(heard.err).toContain('already uses the data folder');

    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await vi.waitFor(() => expect(other.listening).toBe(true));
    const { port } = other.address() as AddressInfo;
    await galleryMachine().gallery('serve', ...all, '--listen', `127.0.0.1:${String(port)}`);
    expect(heard.err).toContain('EADDRINUSE');
  });
});

it('a gallery that is damaged is said to be so, and left as it is', async () => {
  const machine = galleryMachine();
  const first = await machine.serve();
  await first.stop();
  const file = join(machine.data, 'gallery.db');
  const damaged = readFileSync(file).fill(0x5a, 0, 4_096);
  writeFileSync(file, damaged);
  expect((await machine.gallery('status')).code).toBe(exitCodes.failed);
  expect(heard.err).toContain('gallery.db cannot be used');
  expect(readFileSync(file)).toEqual(damaged);
});

describe('tiepdon gallery audit --verify', () => {
  it('says whether the log is whole, with and without a server, and reaches the head that was written down', async () => {
    const machine = galleryMachine();
    await machine.gallery('kiosks', 'add', machine.files.kioskOne, '--name', 'K1');
    const { url, stop } = await machine.serve();
    await keep(kioskOf(url), enrolment(1));
    expect((await machine.gallery('audit', '--verify')).code).toBe(exitCodes.done);
    const [, head = ''] = /^intact: 2 entries; .*\nhead (2:[0-9a-f]{64})\n$/.exec(heard.out) ?? [];
    expect(head).not.toBe('');
    await keep(kioskOf(url), enrolment(2));
    await stop();
    expect((await machine.gallery('audit', '--head', head)).code).toBe(exitCodes.done);
    expect(heard.out).toContain('intact: 4 entries; and reaches the head given');
    const other = head.replace(/[0-9a-f]$/, (digit) => (digit === '0' ? '1' : '0'));
    expect((await machine.gallery('audit', '--verify', '--head', other)).code).toBe(exitCodes.invalid);
    expect(heard.out).toContain('cut: ');
    expect((await machine.gallery('audit', '--verify', '--head', 'x')).code).toBe(exitCodes.usage);
  });
});

describe('tiepdon gallery forget', () => {
  const forget = (data: string, line: string, options: { enrolment?: string } = {}) =>
    forgetInGallery({ json: true, data, ...options }, null, Readable.from([line]));

  it('deletes by the number, at once, while the server runs; a kiosk hears of the consent', async () => {
    const machine = galleryMachine();
    await machine.gallery('kiosks', 'add', machine.files.kioskOne, '--name', 'K1');
    const { url } = await machine.serve();
    const [khai, other] = [enrolment(1), enrolment(2)];
    for (const each of [khai, other]) await keep(kioskOf(url), each);
    expect(await forget(machine.data, `${khai.person.idNumber}\n`)).toBe(exitCodes.done);
    expect(await kioskOf(url).recognise(digitsOf(khai), khai.template)).toEqual({ kind: 'not-recognised' });
    expect(await kioskOf(url).recognise(digitsOf(other), other.template)).toMatchObject({ kind: 'recognised' });
    expect(await kioskOf(url).ended()).toMatchObject([{ consent: khai.consent }]);
    expect(heard.out + heard.err).not.toContain(khai.person.idNumber);
  });

  it('deletes by the enrolment while no server runs', async () => {
    const machine = galleryMachine();
    await machine.gallery('kiosks', 'add', machine.files.kioskOne, '--name', 'K1');
    const first = await machine.serve();
    const khai = enrolment(1);
    const enrolmentId = await keep(kioskOf(first.url), khai);
    await first.stop();
    expect(await forget(machine.data, '', { enrolment: enrolmentId })).toBe(exitCodes.done);
    expect(await forget(machine.data, '', { enrolment: enrolmentId })).toBe(exitCodes.failed);
    expect(heard.err).toContain('nobody of that number or id is enrolled');
    const second = await machine.serve();
    expect(await kioskOf(second.url).ended()).toMatchObject([{ consent: khai.consent }]);
  });

  it.each([
    ['', {}],
    ['not a number\n', {}],
    ['', { enrolment: 'K1' }],
  ])('is called wrongly with %j and %j', async (line, options) => {
    expect(await forget(galleryMachine().data, line, options)).toBe(exitCodes.usage);
  });

  it('makes nothing where there is no gallery', async () => {
    const { data } = galleryMachine();
    expect(await forget(data, '001092047316\n')).toBe(exitCodes.failed);
    expect(heard.err).toContain('there is no gallery in');
    expect(readdirSync(data)).toEqual(['kiosk.toml']);
  });

  it('says when something else holds the folder', async () => {
    const { data } = galleryMachine();
    writeFileSync(join(data, 'gallery.db'), '');
    const taken = takeDataFolder(dataFolderAt(data));
    assert(taken.ok);
    onTestFinished(() => taken.release());
    expect(await forget(data, '001092047316\n')).toBe(exitCodes.failed);
    expect(heard.err).toContain('no gallery answers there');
  });
});
