import { describe, expect, it } from 'vitest';
import { testQueue } from './test-queue.ts';

const pin = { saltHex: '5a'.repeat(16), hashHex: '6b'.repeat(32), isStart: true };
const sha256 = 'c4'.repeat(32);

function withAccount() {
  const queue = testQueue();
  queue.staff.write(({ accounts }) => accounts.add({ name: 'lan', role: 'reception', pin }, 'staff:root'));
  const entries = () =>
    queue.audit.list(50).map(({ actor, action, detail }) => [actor, action, detail].filter(Boolean).join(' '));
  return { queue, entries, of: () => queue.staff.accounts.byName('lan') };
}

describe('an account', () => {
  it('is made once under its name', () => {
    const { queue, entries, of } = withAccount();
    expect(of()).toEqual({ name: 'lan', role: 'reception', pin, hasCard: false, failures: 0, waitsUntil: null });
    const again = queue.staff.write(({ accounts }) => accounts.add({ name: 'lan', role: 'it', pin }, 'staff:root'));
    expect(again).toEqual({ value: false });
    expect(queue.staff.accounts.list()).toEqual([of()]);
    expect(entries()).toEqual(['staff:root account-added reception lan']);
  });

  it('has a PIN of its owner, which forgets wrong tries', () => {
    const { queue, entries, of } = withAccount();
    const waitsUntil = new Date('2026-03-02T01:31:00Z');
    queue.staff.write(({ accounts }) => {
      accounts.noteTry('lan', { failures: 4, waitsUntil: null });
      accounts.noteTry('lan', { failures: 5, waitsUntil });
    });
    expect(of()).toMatchObject({ failures: 5, waitsUntil });
    const own = { ...pin, isStart: false };
    expect(queue.staff.write(({ accounts }) => accounts.setPin('lan', own, 'staff:lan'))).toEqual({ value: true });
    expect(of()).toMatchObject({ pin: own, failures: 0, waitsUntil: null });
    expect(queue.staff.write(({ accounts }) => accounts.setPin('mai', own, 'staff:mai'))).toEqual({ value: false });
    expect(entries()).toEqual(['staff:lan pin-changed lan', 'staff:root account-added reception lan']);
  });

  it('is found by its card, the newest alone', () => {
    const { queue, entries } = withAccount();
    const { accounts } = queue.staff;
    expect(accounts.byCard(sha256)).toBeNull();
    for (const card of [sha256, 'd5'.repeat(32)]) {
      queue.staff.write((records) => records.accounts.setCard('lan', card, 'staff:root'));
    }
    expect(accounts.byCard(sha256)).toBeNull();
    expect(accounts.byCard('d5'.repeat(32))).toMatchObject({ name: 'lan', hasCard: true });
    expect(queue.staff.write((records) => records.accounts.setCard('mai', sha256, 'staff:root'))).toEqual({
      value: false,
    });
    expect(entries()).toEqual([
      'staff:root card-given lan',
      'staff:root card-given lan',
      'staff:root account-added reception lan',
    ]);
  });

  it('goes, and what it did stays', () => {
    const { queue, entries, of } = withAccount();
    queue.staff.write(({ accounts }) => {
      accounts.noteLogin('lan', 'pin');
      expect(accounts.remove('lan', 'staff:root')).toBe(true);
      expect(accounts.remove('lan', 'staff:root')).toBe(false);
    });
    expect(of()).toBeNull();
    expect(entries()).toEqual([
      'staff:root account-removed lan',
      'staff:lan logged-in pin',
      'staff:root account-added reception lan',
    ]);
  });
});
