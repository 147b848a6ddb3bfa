import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { specimenCsca } from '../fixtures/cards/certificates.ts';
import { loadTrustFolder } from './trust.ts';

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

describe('the folder of trust', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tiepdon-csca-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds certificates in DER and PEM, each taken once', () => {
    const csca = specimenCsca();
    writeFileSync(join(folder, 'a.cer'), csca);
    writeFileSync(join(folder, 'b.PEM'), `# two\n${pem(csca)}${pem(csca)}`);
    const trust = loadTrustFolder(folder);
    expect(trust.anchors.map(({ der }) => Buffer.from(der).equals(csca))).toEqual([true]);
    expect(trust.problems).toEqual([]);
  });

  it('names the files that are of no use', () => {
    writeFileSync(join(folder, 'broken.crl'), 'nothing');
    writeFileSync(join(folder, 'huge.ldif'), '');
    truncateSync(join(folder, 'huge.ldif'), 65 * 1024 * 1024);
    mkdirSync(join(folder, 'old.pem'));
    writeFileSync(join(folder, 'notes.txt'), 'no certificate');
    writeFileSync(join(folder, '.gitkeep'), '');
    expect(loadTrustFolder(folder).problems).toEqual([
      { id: 'trust-file-ignored', detail: 'notes.txt: no name of a trust file' },
      { id: 'trust-file-too-large', detail: 'huge.ldif: more than 67108864 bytes' },
      { id: 'trust-file-unreadable', detail: 'old.pem: not a regular file' },
      { id: 'trust-file-unreadable', detail: 'broken.crl: no certificate or list of certificates' },
    ]);
  });

  it('that cannot be read is a problem, not a folder that is not there', () => {
    writeFileSync(join(folder, 'file'), '');
    const trust = loadTrustFolder(join(folder, 'file'));
    expect(trust.problems).toEqual([{ id: 'trust-folder-unreadable', detail: 'ENOTDIR' }]);
  });

  it('may be missing: then nobody is trusted', () => {
    expect(loadTrustFolder(join(folder, 'absent'))).toMatchObject({ anchors: [], problems: [] });
  });
});
