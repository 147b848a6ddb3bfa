import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { complain, print, reportUnexpected, table } from './output.ts';

let stdout = '';
let stderr = '';

beforeEach(() => {
  stdout = '';
  stderr = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('print', () => {
  it('gives programs one JSON value and people lines', () => {
    print(true, { number: '007' }, () => ['never']);
    print(false, { number: '007' }, () => ['number 007', 'ready']);
    expect(stdout).toBe('{"number":"007"}\nnumber 007\nready\n');
  });
});

describe('complain', () => {
  it('answers in JSON too where that was asked for', () => {
    complain(false, 'no card');
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: 'tiepdon: no card\n' });
    complain(true, 'no "card"');
    expect(JSON.parse(stdout)).toEqual({ error: 'no "card"' });
  });
});

describe('reportUnexpected', () => {
  it('is one line and no stack', () => {
    expect(reportUnexpected(false, new Error('first line\n  second line'), {})).toBe(1);
    expect({ stdout, stderr }).toEqual({
      stdout: '',
      stderr: 'tiepdon: unexpected error: first line second line\n',
    });
  });

  it('is a JSON value too where that was asked for', () => {
    reportUnexpected(true, new Error('broken'), {});
    expect(JSON.parse(stdout)).toEqual({ error: 'unexpected error: broken' });
    expect(stderr.split('\n')).toHaveLength(2);
  });

  it('adds the stack for whoever asks', () => {
    reportUnexpected(true, new Error('broken'), { TIEPDON_DEBUG: '1' });
    expect(JSON.parse(stdout)).toEqual({ error: 'unexpected error: broken' });
    expect(stderr).toContain('output.test.ts');
    const bare = new Error('bare');
    delete bare.stack;
    reportUnexpected(false, bare, { TIEPDON_DEBUG: '1' });
    expect(stderr).toMatch(/bare\nno stack\n$/);
  });

  it('takes whatever was thrown', () => {
    reportUnexpected(false, 'a text', { TIEPDON_DEBUG: '1' });
    reportUnexpected(false, new TypeError(), {});
    expect(stderr).toBe('tiepdon: unexpected error: a text\ntiepdon: unexpected error: TypeError\n');
  });
});

describe('table', () => {
  it('aligns columns and leaves no space at the ends', () => {
    expect(table([['id', 'name'], ['long-id', 'x'], ['y']])).toEqual(['id       name', 'long-id  x', 'y']);
    expect(table([])).toEqual([]);
  });
});
