import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import { FILE } from '../../fixtures/cards/chip-image.ts';
import { anchorFolder, dumpOf, imageOf, temporaryFolder } from './card-testing.ts';
import { run } from './command-testing.ts';

interface Report {
  verdict: string;
  dataGroups: Record<string, string>;
  chain: { role: string; subject: string }[];
  findings: { id: string; detail: string }[];
}

/** Runs `card verify --json`; all of standard output must be one JSON value of exactly the documented keys. */
async function verify(folder: string, ...args: string[]): Promise<Report & { code: number; ids: string[] }> {
  const { code, out, err } = await run('card', 'verify', folder, ...args, '--json');
  expect(err).toBe('');
  const report = JSON.parse(out) as Report;
  expect(Object.keys(report).sort()).toEqual(['chain', 'dataGroups', 'findings', 'verdict']);
  return { ...report, code, ids: report.findings.map(({ id }) => id) };
}

const flipped = (bytes: Uint8Array, at = bytes.length >> 1): Uint8Array =>
  bytes.map((byte, index) => (index === at ? byte ^ 0x01 : byte));

const file = (id: number): Uint8Array => imageOf('p01').files.get(id) ?? new Uint8Array();
const ALL_MATCH = { 1: 'match', 2: 'match', 3: 'absent', 13: 'match', 14: 'match', 15: 'match' };

describe('tiepdon card verify', () => {
  it('anchored: ends with 0 and names the chain', async () => {
    const report = await verify(dumpOf('p01'), '--anchors', anchorFolder());
    expect(report).toMatchObject({ code: 0, verdict: 'anchored', dataGroups: ALL_MATCH });
    expect(report.chain.map(({ role }) => role)).toEqual(['document-signer', 'csca']);
    expect(report.findings).toContainEqual({
      id: 'group-absent',
      detail: 'DG3 is in the SOD and not in the folder',
    });
  });

  it('takes anchors as PEM', async () => {
    const base64 = Buffer.from(specimenCsca()).toString('base64').replace(/.{64}/g, '$&\n');
    const pem = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
    const anchors = anchorFolder('bundle.pem', Buffer.from(pem));
    expect(await verify(dumpOf('p01'), '--anchors', anchors)).toMatchObject({ code: 0, verdict: 'anchored' });
  });

  it.each([
    ['without anchors', () => []],
    ['with an empty folder of anchors', () => ['--anchors', temporaryFolder()]],
    ['with anchors that are none', () => ['--anchors', anchorFolder('x.cer', Uint8Array.of(0x30, 0x00))]],
  ])('consistent %s: ends with 3', async (_name, args) => {
    expect(await verify(dumpOf('p01'), ...args())).toMatchObject({
      code: 3,
      verdict: 'consistent',
      dataGroups: ALL_MATCH,
    });
  });

  it('a passport, too', async () => {
    const report = await verify(dumpOf('p11'), '--anchors', anchorFolder());
    expect(report).toMatchObject({ code: 0, dataGroups: { 1: 'match', 2: 'match' } });
  });

  it.each([
    ['DG1', 0x0101],
    ['DG2', 0x0102],
    ['DG13', 0x010d],
  ])('invalid when one bit of %s differs: ends with 4', async (name, id) => {
    const folder = dumpOf('p01', { [`${name}.bin`]: flipped(file(id)) });
    const report = await verify(folder, '--anchors', anchorFolder());
    expect(report).toMatchObject({ code: 4, verdict: 'invalid' });
    expect(report.dataGroups).toEqual({ ...ALL_MATCH, [name.slice(2)]: 'mismatch' });
  });

  it('invalid for the specimen whose DG13 was altered', async () => {
    expect(await verify(dumpOf('p07'), '--anchors', anchorFolder())).toMatchObject({
      code: 4,
      dataGroups: { 1: 'match', 13: 'mismatch' },
    });
  });

  it('invalid when a group is cut short, empty, or another card’s', async () => {
    const anchors = anchorFolder();
    for (const dg1 of [file(0x0101).slice(0, -1), new Uint8Array(), imageOf('p02').files.get(0x0101)]) {
      const report = await verify(dumpOf('p01', { 'DG1.bin': dg1 ?? null }), '--anchors', anchors);
      expect(report).toMatchObject({ code: 4, dataGroups: { 1: 'mismatch' } });
    }
  });

  it('never anchored or consistent when a byte of the SOD differs', async () => {
    const anchors = anchorFolder();
    const sod = file(FILE.sod);
    for (let at = 0; at < sod.length; at += 97) {
      const report = await verify(dumpOf('p01', { 'SOD.bin': flipped(sod, at) }), '--anchors', anchors);
      expect([at, report.code, report.verdict]).toEqual([
        at,
        ...(report.code === 2 ? [2, 'unusable'] : [4, 'invalid']),
      ]);
    }
  });

  it('neither anchored nor consistent whatever stands in for the SOD, and it always ends', async () => {
    const anchors = anchorFolder();
    const sod = file(FILE.sod);
    const spliced = fc
      .tuple(fc.nat(sod.length), fc.uint8Array({ minLength: 1, maxLength: 40 }))
      .map(([at, bytes]) => Uint8Array.of(...sod.slice(0, at), ...bytes, ...sod.slice(at)));
    const cut = fc.nat(sod.length - 1).map((size) => sod.slice(0, size));
    await fc.assert(
      fc.asyncProperty(fc.oneof(spliced, cut, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        const { code, ids } = await verify(dumpOf('p01', { 'SOD.bin': bytes }), '--anchors', anchors);
        // What stands behind a whole SOD is none of it.
        expect(ids.includes('file-cut') ? [0, 2, 4] : [2, 4]).toContain(code);
      }),
      { numRuns: 60 },
    );
  });

  it('a group that the SOD lists and the folder lacks is a finding', async () => {
    const report = await verify(dumpOf('p01', { 'DG2.bin': null }), '--anchors', anchorFolder());
    expect(report).toMatchObject({ code: 0, dataGroups: { ...ALL_MATCH, 2: 'absent' } });
    expect(report.ids.filter((id) => id === 'group-absent')).toHaveLength(2);
  });

  it('with nothing but the SOD, every group is absent', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'sod.bin'), file(FILE.sod));
    const report = await verify(folder);
    expect(report.code).toBe(3);
    expect(new Set(Object.values(report.dataGroups))).toEqual(new Set(['absent']));
  });

  it('a group that the SOD does not list is a finding, and never passes', async () => {
    const report = await verify(dumpOf('p01', { 'DG16.bin': Uint8Array.of(0x70, 0x00) }), '--anchors', anchorFolder());
    expect(report).toMatchObject({ code: 4, verdict: 'invalid' });
    expect(report.ids).toContain('group-not-signed');
  });
});

describe('the files of a dump', () => {
  it('may be named in other ways', async () => {
    const folder = dumpOf('p01');
    renameSync(join(folder, 'SOD.bin'), join(folder, 'EF_SOD.BIN'));
    renameSync(join(folder, 'DG1.bin'), join(folder, 'dg01.bin'));
    renameSync(join(folder, 'DG2.bin'), join(folder, 'EF_DG2.bin'));
    renameSync(join(folder, 'DG13.bin'), join(folder, 'ef.dg13.BIN'));
    expect(await verify(folder)).toMatchObject({ code: 3, dataGroups: ALL_MATCH });
  });

  it('that mean nothing are findings, with names that cannot steer a terminal', async () => {
    const report = await verify(
      dumpOf('p01', { 'COM.bin': Uint8Array.of(0x60), 'a\u001b[2J\u202e.txt': Uint8Array.of(0) }),
    );
    expect(report.code).toBe(3);
    expect(report.findings.filter(({ id }) => id === 'file-ignored').map(({ detail }) => detail)).toEqual([
      'COM.bin is neither SOD nor data group',
      'a?[2J?.txt is neither SOD nor data group',
    ]);
  });

  it('may be padded with zeros or erased memory, and with nothing else', async () => {
    const padded = (tail: number): Uint8Array => Uint8Array.of(...file(0x0101), ...new Array<number>(9).fill(tail));
    for (const tail of [0x00, 0xff]) {
      const report = await verify(dumpOf('p01', { 'DG1.bin': padded(tail) }));
      expect(report).toMatchObject({ code: 3, dataGroups: { 1: 'match' } });
      expect(report.findings).toContainEqual({ id: 'file-cut', detail: 'DG1.bin: 9 bytes behind its end cut off' });
    }
    expect(await verify(dumpOf('p01', { 'DG1.bin': padded(0x90) }))).toMatchObject({ code: 4 });
    const sod = await verify(dumpOf('p01', { 'SOD.bin': Uint8Array.of(...file(FILE.sod), 0x90, 0x00) }));
    expect(sod).toMatchObject({ code: 3 });
    expect(sod.ids).toContain('file-cut');
  });

  it('may be there twice when they are the same', async () => {
    const same = await verify(dumpOf('p01', { 'dg1.bin': file(0x0101) }));
    expect(same).toMatchObject({ code: 3, dataGroups: ALL_MATCH });
    const other = await verify(dumpOf('p01', { 'dg1.bin': file(0x010d) }));
    expect(other).toMatchObject({ code: 2, ids: ['file-ambiguous'] });
  });

  it('may be links to files', async () => {
    const folder = dumpOf('p01');
    renameSync(join(folder, 'SOD.bin'), join(folder, 'signed.dat'));
    symlinkSync('signed.dat', join(folder, 'SOD.bin'));
    expect(await verify(folder)).toMatchObject({ code: 3, verdict: 'consistent' });
  });
});

describe('nothing to judge: ends with 2', () => {
  const unusable = async (folder: string, id: string, ...args: string[]): Promise<void> => {
    const report = await verify(folder, ...args);
    expect(report).toMatchObject({ code: 2, verdict: 'unusable', dataGroups: {}, chain: [] });
    expect(report.ids).toContain(id);
  };

  it('an empty folder, or none', async () => {
    await unusable(temporaryFolder(), 'no-sod');
    await unusable(join(temporaryFolder(), 'absent'), 'folder-unreadable');
    await unusable(join(dumpOf('p01'), 'SOD.bin'), 'folder-unreadable');
  });

  it('no SOD, an empty one, or one of garbage', async () => {
    await unusable(dumpOf('p01', { 'SOD.bin': null }), 'no-sod');
    for (const garbage of [
      [],
      [0x77],
      [0x77, 0x03, 1, 2, 3],
      [0x30, 0x80, 0x30, 0x80],
      new Array<number>(500).fill(0x77),
    ]) {
      await unusable(dumpOf('p01', { 'SOD.bin': Uint8Array.from(garbage) }), 'sod-malformed');
    }
  });

  it('a SOD or group that is a folder, a broken link, a device or a pipe', async () => {
    const makes: ((path: string) => unknown)[] = [
      (path) => mkdirSync(path),
      (path) => symlinkSync('absent', path),
      (path) => symlinkSync('/dev/zero', path),
      (path) => symlinkSync('.', path),
      (path) => execFileSync('mkfifo', [path]),
    ];
    for (const [index, make] of makes.entries()) {
      const folder = dumpOf('p01');
      const path = join(folder, index % 2 === 0 ? 'SOD.bin' : 'DG2.bin');
      rmSync(path);
      make(path);
      await unusable(folder, 'file-unreadable');
    }
  });

  it('a file larger than any group', async () => {
    const folder = dumpOf('p01');
    truncateSync(join(folder, 'DG2.bin'), 1024 * 1024 + 1);
    await unusable(folder, 'file-unreadable');
  });

  it('a folder of a thousand other files', async () => {
    const folder = dumpOf('p01');
    for (let index = 0; index < 1000; index++) writeFileSync(join(folder, `${String(index)}.txt`), '');
    await unusable(folder, 'folder-too-large');
  });

  it('a folder of anchors that is not there', async () => {
    await unusable(dumpOf('p01'), 'anchors-unreadable', '--anchors', join(temporaryFolder(), 'absent'));
    await unusable(dumpOf('p01'), 'anchors-unreadable', '--anchors', join(dumpOf('p01'), 'SOD.bin'));
  });

  it('a call without a folder', async () => {
    const { code, out, err } = await run('card', 'verify', '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('folder');
  });
});

describe('for people', () => {
  it('says the verdict, the groups, the chain and the findings in lines', async () => {
    const { code, out, err } = await run('card', 'verify', dumpOf('p01'), '--anchors', anchorFolder());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^verdict: anchored \(hashes and signature hold, and the issuer is trusted\)\n/);
    expect(out).toContain('groups: DG1 match, DG2 match, DG3 absent, DG13 match, DG14 match, DG15 match\n');
    expect(out).toMatch(/\ndocument-signer: .*SPECIMEN document signer.*, 2021-01-01 to 2049-12-31\n/);
    expect(out).toContain('  group-absent: DG3 is in the SOD and not in the folder\n');
  });

  it('says why there is nothing to judge', async () => {
    const { code, out } = await run('card', 'verify', temporaryFolder());
    expect(code).toBe(2);
    expect(out).toBe('verdict: unusable (there is nothing to judge)\n  no-sod: there is no SOD.bin\n');
  });

  it('as a process of its own', () => {
    const program = join(import.meta.dirname, 'main.ts');
    const args = [program, 'card', 'verify', dumpOf('p01'), '--anchors', anchorFolder(), '--json'];
    const report = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Report;
    expect(report.verdict).toBe('anchored');
  });
});
