import { Command } from 'commander';
import { expect, it } from 'vitest';
import type { StaffAnswer } from '../bridge/staff-messages.ts';
import { commandMaker } from './command.ts';
import { hear } from './command-testing.ts';
import { addStaffCommands } from './staff-commands.ts';
import { staffStation } from './staff-testing.ts';

const changed = (result: 'done' | 'taken' | 'nobody' | 'failed', secret: string | null = null): StaffAnswer => ({
  kind: 'account-changed',
  result,
  secret,
});

/** Runs `tiepdon staff …` and hears what it prints. */
async function staff(answer: StaffAnswer, ...args: string[]) {
  const { data, staff: asked } = await staffStation(() => answer);
  const heard = await hear(async () => {
    let code = 0;
    const program = new Command('tiepdon').exitOverride();
    addStaffCommands(
      program,
      commandMaker((ended) => (code = ended)),
    );
    await program.parseAsync(['staff', ...args, '--data', data], { from: 'user' });
    return code;
  });
  return { ...heard, question: asked.mock.calls[0]?.[0] };
}

it('adds an account and prints its PIN once', async () => {
  const { out, question, code } = await staff(changed('done', '48291573'), 'add', 'lan');
  expect(question).toMatchObject({ kind: 'account-add', name: 'lan', role: 'reception' });
  expect([code, out.trim().split('\n').at(-1)]).toEqual([0, '48291573']);
  const it = await staff(changed('done', '48291573'), 'add', 'binh', '--role', 'it', '--json');
  expect(it.question).toMatchObject({ name: 'binh', role: 'it' });
  expect(JSON.parse(it.out)).toEqual({ name: 'binh', secret: '48291573' });
});

it.each([
  ['remove', 'account-remove', null, 'the account is gone'],
  ['card', 'account-card', 'TDNV-ABC', 'TDNV-ABC'],
  ['pin', 'account-pin', '48291573', '48291573'],
])('%s', async (command, kind, secret, last) => {
  const { out, question } = await staff(changed('done', secret), command, 'lan');
  expect(question).toMatchObject({ kind, name: 'lan' });
  expect(out.trim().split('\n').at(-1)).toBe(last);
});

it.each([
  ['taken', 'has an account already'],
  ['nobody', 'has no account'],
  ['failed', 'the disk refused'],
] as const)('says why not: %s', async (result, words) => {
  const { err, code } = await staff(changed(result), 'card', 'lan');
  expect([code, err.includes(words)]).toEqual([1, true]);
});

it('asks for no name that could not stand in the audit log', async () => {
  for (const args of [
    ['add', 'Nguyễn Lan'],
    ['pin', 'l'],
  ]) {
    const { code, question } = await staff(changed('done'), ...args);
    expect([code, question]).toEqual([2, undefined]);
  }
});

it('lists who has one', async () => {
  const accounts = [
    { name: 'binh', role: 'it' as const, hasCard: false, hasOwnPin: false },
    { name: 'lan', role: 'reception' as const, hasCard: true, hasOwnPin: true },
  ];
  const { out } = await staff({ kind: 'accounts', accounts }, 'list');
  expect(out.trim().split('\n').slice(1)).toEqual([
    'binh  it         -     to be changed',
    'lan   reception  yes   own',
  ]);
  expect((await staff({ kind: 'accounts', accounts: [] }, 'list')).out).toContain('nobody');
});
