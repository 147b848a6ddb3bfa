import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSignerMemory } from './signer-memory.ts';

const fingerprint = (number: number): string => number.toString(16).padStart(64, '0');

describe('the memory of document signers', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tiepdon-signers-'));
    file = join(folder, 'signers.jsonl');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('lasts over a restart, for this user only', () => {
    const memory = openSignerMemory(file);
    expect(memory.has(fingerprint(1))).toBe(false);
    memory.add(fingerprint(1));
    memory.add(fingerprint(2));
    memory.add(fingerprint(1));
    expect(readFileSync(file, 'utf8')).toBe(`"${fingerprint(1)}"\n"${fingerprint(2)}"\n`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['signers.jsonl']);
    const again = openSignerMemory(file);
    expect([1, 2, 3].map((number) => again.has(fingerprint(number)))).toEqual([true, true, false]);
  });

  it.each(['{', `"${fingerprint(1)}"\n"abc"\n`, `"${fingerprint(1)}"\n\n"${fingerprint(2)}"\n`, '\u0000'])(
    'starts anew from a damaged file: %j',
    (content) => {
      writeFileSync(file, content);
      const memory = openSignerMemory(file);
      expect(memory.has(fingerprint(1))).toBe(false);
      memory.add(fingerprint(3));
      expect(readFileSync(file, 'utf8')).toBe(`"${fingerprint(3)}"\n`);
    },
  );

  it('forgets the oldest of ten thousand', () => {
    const lines = Array.from({ length: 10_000 }, (_, number) => `"${fingerprint(number)}"\n`);
    writeFileSync(file, lines.join(''));
    const memory = openSignerMemory(file);
    memory.add(fingerprint(10_000));
    expect([0, 1, 10_000].map((number) => memory.has(fingerprint(number)))).toEqual([false, true, true]);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(10_001);
    writeFileSync(file, `${lines.join('')}"${fingerprint(10_000)}"\n`);
    expect(openSignerMemory(file).has(fingerprint(0))).toBe(false);
  });

  it('goes on without a disk', () => {
    const memory = openSignerMemory(join(folder, 'absent', 'signers.jsonl'));
    memory.add(fingerprint(1));
    expect(memory.has(fingerprint(1))).toBe(true);
  });
});
