import { describe, expect, it } from 'vitest';
import { type FullKiosk, openFullKiosk, pendingEntry, settle, unreachable, usualVisit } from './visit-testing.ts';
import { codeOf, hanh, slipCode } from './visit-testing-people.ts';

/** A number for staff of somebody whom nobody knows yet: what they have shown goes with it, and where nothing was, nothing is said of it. */

async function show(kiosk: FullKiosk, code: Parameters<FullKiosk['scanner']['show']>[0]): Promise<void> {
  kiosk.scanner.show(code);
  await settle();
}

/** The paper on the task, and whether the screen speaks of what staff have. */
function atDesk(kiosk: FullKiosk) {
  const { lastDraft } = kiosk.queue;
  return { shown: lastDraft.kind === 'desk' ? lastDraft.shown : undefined, sync: kiosk.at('desk').sync };
}

const slip = { kind: 'slip', slip: slipCode.slip, code: slipCode.slipCode };

describe('a slip that names nobody', () => {
  async function unchecked(): Promise<FullKiosk> {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.findSlip = unreachable;
    await show(kiosk, slipCode);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-unchecked' });
    return kiosk;
  }

  it('goes to staff with the number that its bringer takes', async () => {
    const kiosk = await unchecked();
    await kiosk.send('ask-for-staff');
    expect(atDesk(kiosk)).toEqual({ shown: slip, sync: 'pending' });
  });

  it('goes to staff beside whoever has shown their code since', async () => {
    const kiosk = await unchecked();
    await show(kiosk, codeOf(hanh));
    await kiosk.send('ask-for-staff');
    expect(atDesk(kiosk)).toEqual({ shown: slip, sync: 'pending' });
    expect(kiosk.queue.lastDraft).toMatchObject({ person: { idNumber: hanh.idNumber } });
  });

  it('is nobody’s once it has waited long enough', async () => {
    const kiosk = await unchecked();
    await kiosk.advance(2 * kiosk.ports.delays.idleWarningMs);
    await show(kiosk, { kind: 'unknown', reason: 'no-known-format' });
    await kiosk.send('ask-for-staff');
    expect(atDesk(kiosk)).toEqual({ shown: null, sync: null });
  });
});

describe('a ticket that was refused or is unknown', () => {
  async function refused(): Promise<FullKiosk> {
    const kiosk = openFullKiosk();
    const moved = { amendment: 'change-clinic', visitKey: 'key-1', state: 'dead' } as const;
    kiosk.queue.rows.set('key-2', pendingEntry({ ...moved, key: 'key-2', ticket: { number: 'M-2', official: true } }));
    await show(kiosk, { kind: 'ticket', key: 'key-2' });
    return kiosk;
  }

  it('goes to staff with the number that its holder takes: its visit, and the number on it', async () => {
    const kiosk = await refused();
    await kiosk.send('ask-for-staff');
    expect(atDesk(kiosk)).toEqual({ shown: { kind: 'ticket', visitKey: 'key-1', number: 'M-2' }, sync: 'pending' });
  });

  it('goes with the number that the hospital says, or without one', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.ticket = {
      ok: true,
      value: { state: 'done', number: 'T-7', clinicId: 'eye', moment: null, ahead: null },
    };
    await show(kiosk, { kind: 'ticket', key: 'key-404' });
    await kiosk.send('ask-for-staff');
    expect(atDesk(kiosk).shown).toEqual({ kind: 'ticket', visitKey: 'key-404', number: 'T-7' });
    await kiosk.send('finish');
    kiosk.hospital.answers.ticket = { ok: true, value: null };
    await show(kiosk, { kind: 'ticket', key: 'key-405' });
    await kiosk.send('ask-for-staff');
    expect(atDesk(kiosk).shown).toEqual({ kind: 'ticket', visitKey: 'key-405', number: null });
  });
});

describe('a number for staff', () => {
  it('of somebody who has shown nothing of use says nothing of what staff have, also after a restart', async () => {
    const kiosk = openFullKiosk();
    await show(kiosk, { kind: 'unknown', reason: 'no-known-format' });
    await kiosk.send('ask-for-staff');
    expect(atDesk(kiosk)).toEqual({ shown: null, sync: null });
    kiosk.queue.become('key-1', 'confirmed');
    expect(kiosk.at('desk').sync).toBeNull();
    kiosk.visit.stop();
    expect(openFullKiosk({ queue: kiosk.queue }).at('desk').sync).toBeNull();
  });

  it('of somebody who was identified says it, also after a restart', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.desk(kiosk);
    expect(atDesk(kiosk)).toEqual({ shown: null, sync: 'pending' });
    kiosk.visit.stop();
    expect(openFullKiosk({ queue: kiosk.queue }).at('desk').sync).toBe('pending');
  });

  it('of somebody without papers says what staff have of who came with them', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send('bring-somebody');
    await kiosk.send('no-number');
    expect(atDesk(kiosk)).toEqual({ shown: null, sync: 'pending' });
  });
});
