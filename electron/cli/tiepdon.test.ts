import { afterEach, describe, expect, it, vi } from 'vitest';
import { exitCodes } from './output.ts';
import { runCommandLine } from './tiepdon.ts';

const readCard = vi.hoisted(() => vi.fn());
vi.mock('./card.ts', () => ({ readCard }));

function capture() {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    });
  }
  return said;
}

afterEach(() => {
  vi.restoreAllMocks();
  readCard.mockReset();
});

describe('tiepdon', () => {
  it.each([
    ['card', 'read', '--qr', 'x', '--seconds', 'abc'],
    ['card', 'read', '--qr', 'x', '--seconds', '0'],
    ['card', 'read'],
    ['his', '--port', '70000'],
    ['his', '--port', ''],
    ['visit', '--person', 'x', '--via', 'foot'],
    ['nothing'],
  ])('ends a wrong call with 2: %s %s %s %s', async (...args) => {
    const said = capture();
    expect(await runCommandLine(args)).toBe(exitCodes.usage);
    expect(said.stderr).not.toBe('');
    expect(readCard).not.toHaveBeenCalled();
  });

  it('hands on parsed options and answers with the command’s code', async () => {
    capture();
    readCard.mockResolvedValue(exitCodes.invalid);
    expect(await runCommandLine(['card', 'read', '--qr', 'x', '--seconds', '7'])).toBe(exitCodes.invalid);
    expect(readCard).toHaveBeenCalledWith(expect.objectContaining({ qr: 'x', seconds: 7, json: false }));
  });

  it('reports a bug in one line', async () => {
    const said = capture();
    readCard.mockRejectedValue(new Error('cannot read properties of null'));
    expect(await runCommandLine(['card', 'read', '--qr', 'x', '--json'])).toBe(exitCodes.failed);
    expect(JSON.parse(said.stdout)).toEqual({ error: 'unexpected error: cannot read properties of null' });
    expect(said.stderr).toBe('tiepdon: unexpected error: cannot read properties of null\n');
  });

  it('prints its version', async () => {
    const said = capture();
    expect(await runCommandLine(['version', '--json'])).toBe(exitCodes.done);
    expect(JSON.parse(said.stdout)).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string });
  });
});
