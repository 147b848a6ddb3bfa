import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { specimenCsca } from '../fixtures/cards/certificates.ts';
import { loadAnchors } from './trust.ts';

const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

describe('loadAnchors', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tiepdon-csca-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads DER files and every certificate of a PEM bundle', () => {
    const csca = specimenCsca();
    writeFileSync(join(folder, 'a.cer'), csca);
    writeFileSync(join(folder, 'b.pem'), `# two\n${pem(csca)}${pem(csca)}`);
    writeFileSync(join(folder, 'notes.txt'), 'no certificate');
    mkdirSync(join(folder, 'old.pem'));
    expect(loadAnchors(folder).map((der) => Buffer.from(der).equals(csca))).toEqual([true, true, true]);
  });

  it('trusts nobody when there is no folder', () => {
    expect(loadAnchors(join(folder, 'absent'))).toEqual([]);
  });
});
