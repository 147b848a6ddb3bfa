import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, settle, unreachable } from './visit-testing.ts';
import { appointment, codeOf, hanh, recordFor, slipCode } from './visit-testing-people.ts';

const referral = { number: 'CT00000012', facility: 'Trạm y tế', validTo: '2026-12-31', clinicId: 'eye' };

const opened = async (prepare: (kiosk: ReturnType<typeof openFullKiosk>) => void) => {
  const kiosk = openFullKiosk();
  prepare(kiosk);
  kiosk.scanner.show(slipCode);
  await settle();
  return kiosk;
};

describe('a slip', () => {
  it('that says whose it is is a claim', async () => {
    const kiosk = await opened(({ hospital }) => {
      const slip = { namesPatient: true, patient: recordFor(hanh), appointment, referral: null };
      hospital.answers.findSlip = { ok: true, value: slip };
    });
    expect(kiosk.at('appointments')).toMatchObject({
      holder: { fullName: hanh.fullName, identity: 'claimed' },
      appointments: [{ id: appointment.id, state: 'ready' }],
    });
  });

  it('that does not is joined to the card that follows', async () => {
    const kiosk = await opened(({ hospital }) => {
      hospital.answers.findSlip = {
        ok: true,
        value: { namesPatient: false, patient: null, appointment: null, referral },
      };
    });
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-needs-card' });
    await kiosk.send('presence');
    kiosk.reader.layCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    kiosk.reader.takeCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-needs-card' });
    kiosk.scanner.show(codeOf(hanh));
    await kiosk.send('continue-without-card');
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    const { number, facility, validTo } = referral;
    expect(kiosk.queue.lastDraft).toMatchObject({ referral: { number, facility, validTo } });
  });

  it('for which reception gave a number is not joined to the card of whoever comes next', async () => {
    const kiosk = await opened(() => undefined);
    await kiosk.send('ask-for-staff');
    expect(kiosk.shown().step).toBe('desk');
    expect(kiosk.queue.lastDraft).toMatchObject({ shown: { kind: 'slip', code: slipCode.slipCode } });
    kiosk.scanner.show(codeOf(hanh));
    await settle();
    expect(kiosk.shown().step).toBe('identify');
    expect(kiosk.state().context.identity?.shownSlip).toBeNull();
  });

  it('that cannot be looked up likewise', async () => {
    const kiosk = await opened(({ hospital }) => {
      hospital.answers.findSlip = unreachable;
    });
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-unchecked' });
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.state().context.identity?.shownSlip).toEqual(slipCode);
  });

  it('is joined to a number that is typed as well', async () => {
    const kiosk = await opened(() => undefined);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-unknown' });
    kiosk.hospital.answers.findPatient = {
      ok: true,
      value: { kind: 'one', patient: { ...recordFor(hanh), birthDate: '1990' } },
    };
    await kiosk.send('type-number');
    await kiosk.send({ type: 'typed', idNumber: hanh.idNumber, birthDate: '1990', expiryDate: '' });
    expect(kiosk.state().context.identity?.shownSlip).toEqual(slipCode);
  });

  it('gives way to another one, and is not joined to a code that replaces its own', async () => {
    const kiosk = await opened(() => undefined);
    const other = { ...slipCode, slipCode: 'LH00000008' };
    kiosk.scanner.show(other);
    await settle();
    expect(kiosk.state().context.heldSlip?.code).toEqual(other);
    kiosk.scanner.show(codeOf(hanh));
    kiosk.scanner.show({ ...codeOf(hanh), idNumber: '079088054321' });
    expect(kiosk.state().context.identity?.shownSlip).toBeNull();
  });

  it('waits no longer for a card than its bringer, whatever is touched', async () => {
    const kiosk = await opened(({ hospital }) => {
      hospital.answers.findSlip = {
        ok: true,
        value: { patient: null, namesPatient: false, appointment: null, referral },
      };
    });
    for (const waited of [1, 2]) {
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-needs-card' });
      expect(kiosk.state().context.heldSlip?.code, `after ${waited - 1}`).toEqual(slipCode);
      await kiosk.advance(defaultDelays.idleWarningMs - 100);
      await kiosk.send('presence');
    }
    await kiosk.advance(200);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    expect(kiosk.memory()).not.toContain(slipCode.slipCode);
  });

  it('is dropped behind other words as well, which stay', async () => {
    const kiosk = await opened(() => undefined);
    await kiosk.advance(defaultDelays.idleWarningMs - 100);
    kiosk.scanner.garble();
    await kiosk.advance(defaultDelays.idleWarningMs - 100);
    kiosk.scanner.garble();
    await kiosk.advance(200);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'unreadable-code' });
    expect(kiosk.memory()).not.toContain(slipCode.slipCode);
  });

  it('is forgotten when nobody follows', async () => {
    const kiosk = await opened(() => undefined);
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    expect(kiosk.memory()).not.toContain(slipCode.slipCode);
  });
});
