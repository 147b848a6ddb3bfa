import { userInfo } from 'node:os';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StaffAnswer } from '../bridge/staff-messages.ts';
import { run } from './command-testing.ts';
import { exitCodes } from './output.ts';
import { staffStation } from './staff-testing.ts';

type Forgotten = Extract<StaffAnswer, { kind: 'face-forgotten' }>['result'];

const idNumber = '001085012345';
const enrolmentId = '0191d2f4-0000-7000-8000-000000000001';
const staffName = userInfo().username;

const typed = (...chunks: string[]): void => {
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from(chunks) as unknown as typeof process.stdin);
};
afterEach(() => {
  vi.restoreAllMocks();
});

const forgetting = (result: Forgotten, count = 0) =>
  staffStation(() => ({ kind: 'face-forgotten', result, count }) satisfies StaffAnswer);

describe('tiepdon face forget', () => {
  it.each([[[`${idNumber}\n`]], [['0010 8501', ' 2345\r\nmore']], [[idNumber]]])(
    'takes the identity number from standard input: %j',
    async (chunks) => {
      const { data, staff } = await forgetting('withdrawn', 1);
      typed(...chunks);
      const { code, out } = await run('face', 'forget', '--data', data);
      expect(staff).toHaveBeenCalledExactlyOnceWith({ kind: 'face-forget', who: { idNumber }, staffName });
      expect(code).toBe(exitCodes.done);
      expect(out).toContain('deleted: 1');
      expect(out).not.toContain(idNumber);
    },
  );

  it('takes the enrolment as an argument, and does not wait for standard input', async () => {
    const { data, staff } = await forgetting('withdrawn', 1);
    const { out } = await run('face', 'forget', '--enrolment', enrolmentId, '--json', '--data', data);
    expect(staff).toHaveBeenCalledExactlyOnceWith({ kind: 'face-forget', who: { enrolmentId }, staffName });
    expect(JSON.parse(out)).toEqual({ result: 'withdrawn', count: 1 });
  });

  it.each([
    ['unknown', 'no face is kept'],
    ['away', 'nothing was deleted: try again'],
    ['failed', 'nothing was deleted: see the log'],
    ['no-gallery', 'recognises nobody'],
  ] as const)('says why nothing was deleted: %s', async (result, words) => {
    const { data } = await forgetting(result);
    typed(idNumber);
    const { code, out, err } = await run('face', 'forget', '--data', data);
    expect({ code, out }).toEqual({ code: exitCodes.failed, out: '' });
    expect(err).toContain(words);
  });

  it.each([['12345\n'], [''], ['x'.repeat(10_000)]])('asks nobody about what is no number: %.10s', async (text) => {
    const { data, staff } = await forgetting('withdrawn');
    typed(text);
    const { code, err } = await run('face', 'forget', '--data', data);
    expect(code).toBe(exitCodes.usage);
    expect(err).toContain('12 digits, to standard input');
    expect(staff).not.toHaveBeenCalled();
  });

  it('takes a number as an argument for a mistake, and does not repeat it', async () => {
    const { data, staff } = await forgetting('withdrawn');
    const wrong = await run('face', 'forget', '--enrolment', idNumber, '--data', data);
    expect(wrong.code).toBe(exitCodes.usage);
    expect(wrong.err).toContain('UUID');
    expect(wrong.err).not.toContain(idNumber);
    expect(staff).not.toHaveBeenCalled();
  });
});

describe('tiepdon face status', () => {
  it.each([
    [{ place: null, kept: null }, ['recognises nobody']],
    [{ place: 'hospital', kept: null }, ['which was not reached']],
    [
      { place: 'kiosk', kept: { enrolments: 12, ofOtherModels: 0, unreadable: 0 } },
      ['12 faces are kept on this kiosk'],
    ],
    [
      { place: 'hospital', kept: { enrolments: 40, ofOtherModels: 3, unreadable: 2 } },
      ['40 faces are kept in the hospital’s gallery', '3 of them of an earlier model', '2 of them cannot be read'],
    ],
  ] as const)('%j', async (status, lines) => {
    const { data } = await staffStation(() => ({ kind: 'face-status', ...status }));
    const { code, out } = await run('face', 'status', '--data', data);
    expect(code).toBe(exitCodes.done);
    for (const line of lines) expect(out).toContain(line);
    expect(JSON.parse((await run('face', 'status', '--json', '--data', data)).out)).toEqual(status);
  });
});
