import { describe, expect, it } from 'vitest';
import { run } from './command-testing.ts';
import { exitCodes } from './output.ts';

describe('tiepdon visit', () => {
  const byCode = ['--person', 'f05', '--via', 'qr'];

  it.each([
    ['an expiry date that is none', ['--person', 'p01', '--via', 'typed', '--expiry', '2030-01-01']],
    ['an expiry date of somebody who types nothing', [...byCode, '--expiry', '01012030']],
    ['a ticket of somebody who shows another code', [...byCode, '--ticket', 'TD1:0']],
    ['an earlier ticket that is not named', ['--person', 'p01', '--via', 'ticket-face']],
    ['a face to be kept without a card', [...byCode, '--enrols']],
    ['a companion whom nobody knows', [...byCode, '--brings', 'nobody-known']],
    ['an answer that is no answer', [...byCode, '--insurance', 'perhaps']],
    ['a declaration that is none', [...byCode, '--declares', 'pregnancy,haste']],
  ])('refuses %s before a station is opened', async (_, args) => {
    const { code, out, err } = await run('visit', '--data', '/nowhere', ...args);
    expect({ code, out }).toEqual({ code: exitCodes.usage, out: '' });
    expect(err).not.toBe('');
  });
});
