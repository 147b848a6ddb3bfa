import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import { imageOf, lay, mrzOf, personOf, temporaryFolder } from './card-testing.ts';
import { run } from './command-testing.ts';

vi.mock('../simulation.ts', () => import('./card-testing-reader.ts'));

describe('tiepdon card read', () => {
  it('prints fields, verdict, chain, cost and phases as one JSON value, and saves the portrait', async () => {
    const portrait = join(temporaryFolder(), 'face.jpg');
    const data = temporaryFolder();
    mkdirSync(join(data, 'csca'));
    writeFileSync(join(data, 'csca', 'specimen.cer'), specimenCsca());
    const { code, out: said } = await run('card', 'read', ...lay('p01', [], data), '--portrait', portrait, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({
      holder: { fullName: 'Đặng Quốc Khải', idNumber: '001092047316', birthDate: '1992-04-18' },
      mrz: { format: 'TD1', documentNumber: '092047316' },
      details: { fullName: 'Đặng Quốc Khải', father: 'Đặng Quốc Tiệp' },
      verdict: 'anchored',
      chain: [{ role: 'document-signer' }, { role: 'csca' }],
      dataGroups: { 1: 'match', 2: 'match', 13: 'match' },
      portrait: { mediaType: 'image/jpeg', file: portrait },
      access: { protocol: 'pace', password: 'mrz' },
      proof: { result: 'holds' },
      cost: { apdus: expect.any(Number) as number, bytesReceived: expect.any(Number) as number },
    });
    const { phases } = (JSON.parse(said) as { cost: { phases: { phase: string }[] } }).cost;
    expect(phases.map(({ phase }) => phase)).toEqual(['access', 'names', 'portrait', 'verdict']);
    expect(readFileSync(portrait).subarray(0, 2)).toEqual(Buffer.of(0xff, 0xd8));
    expect(statSync(portrait).mode & 0o777).toBe(0o600);

    const kept = readFileSync(portrait);
    const again = await run('card', 'read', ...lay('p01', [], data), '--portrait', portrait, '--json');
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject({ verdict: 'anchored', portrait: { file: null } });
    expect(readFileSync(portrait)).toEqual(kept);
    const nowhere = join(temporaryFolder(), 'no such folder', 'face.jpg');
    const lost = await run('card', 'read', ...lay('p01', [], data), '--portrait', nowhere, '--json');
    expect(lost.code).toBe(1);
    expect(JSON.parse(lost.out)).toMatchObject({ portrait: { file: null } });
  });

  it('opens a passport with its data page, and says all of it in lines', async () => {
    const mrz = mrzOf(imageOf('p11')).replace(/(.{44})/, '$1\n');
    const { code, out: said } = await run('card', 'read', ...lay('p11', ['--mrz', mrz]));
    expect(code).toBe(0);
    expect(said).toContain('verdict: consistent');
    expect(said).toMatch(/\d+ APDUs, \d+ B sent, \d+ B received, \d+ ms/);
  });

  it('opens a card with the number printed on its front', async () => {
    const can = personOf('p02').citizen?.idNumber.slice(-6) ?? '';
    const { code, out: said } = await run('card', 'read', ...lay('p02', ['--can', can]));
    expect(code).toBe(0);
    expect(said).toContain('opened by pace with the can\n');
  });

  it('says what to type when the key is wrong', async () => {
    const { code, err } = await run('card', 'read', ...lay('p11', ['--mrz', mrzOf(imageOf('p16'))]));
    expect(code).toBe(1);
    expect(err).toMatch(/the key does not fit; type the machine readable lines/);
  });

  it.each([[[]], [['--qr', 'x', '--can', '123456']]])('wants one key, not %j', async (options) => {
    const { code, err } = await run('card', 'read', ...options);
    expect(code).toBe(2);
    expect(err).toContain('say one of --qr, --mrz and --can');
  });
});
