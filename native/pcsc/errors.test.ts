import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pcscError } from './errors.ts';

describe('PC/SC errors', () => {
  it.each([
    ['Card was removed', 'card'],
    ['Transaction failed', 'card'],
    ['Card is unresponsive', 'mute'],
    ['Unknown reader', 'reader'],
    ['PC/SC service stopped', 'service'],
    ['Sharing violation', 'busy'],
    ['Protocol mismatch', 'protocol'],
    ['Something new', 'service'],
  ])('%s -> %s', (text, problem) => {
    expect(pcscError(new Error(text))).toEqual({ problem, detail: text });
  });

  it('knows what is not an error too', () => {
    expect(pcscError('Card was removed')).toEqual({ problem: 'service', detail: 'unknown PC/SC error' });
  });

  it('the binding still has the texts the table was made from', () => {
    const require = createRequire(import.meta.url);
    const root = join(dirname(require.resolve('smartcard')), '..', '..');
    const texts = readFileSync(join(root, 'src', 'pcsc_errors.h'), 'utf8');
    for (const text of ['Card was removed', 'Transaction failed', 'Sharing violation', 'Communication error']) {
      expect(texts).toContain(`return "${text}"`);
    }
  });
});
