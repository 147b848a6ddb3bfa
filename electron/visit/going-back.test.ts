import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk } from './visit-testing.ts';
import { appointment, covered } from './visit-testing-people.ts';

/** Back to the question before: only to one that was asked, and what was said to it counts no longer. */

const outOfDate = { ...covered, code: '010', outcome: 'not-covered' } as const;

/** Somebody new with an appointment, whose insurance does not count: every question is asked. */
async function asked(): Promise<FullKiosk> {
  const kiosk = openFullKiosk({ requiredFields: () => ['phone', 'relative'] });
  kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
  kiosk.hospital.answers.eligibility = { ok: true, value: outOfDate };
  await byCode(kiosk);
  return kiosk;
}

const toClinics = async (kiosk: FullKiosk): Promise<void> => {
  await kiosk.send('go-on-paying');
  await kiosk.send({ type: 'answer', value: '0912345678' });
  await kiosk.send('skip-answer');
};

describe('back', () => {
  it('leads from the clinics over the details to the insurance, each asked once more', async () => {
    const kiosk = await asked();
    await toClinics(kiosk);
    expect(kiosk.at('choose').canGoBack).toBe(true);
    await kiosk.send('back');
    expect(kiosk.at('details')).toMatchObject({ field: 'relative', canGoBack: true });
    await kiosk.send('back');
    expect(kiosk.at('details')).toMatchObject({ field: 'phone', canGoBack: true });
    expect(kiosk.state().context.answers).toEqual([]);
    await kiosk.send('back');
    expect(kiosk.at('insurance').state).toBe('deciding');
    expect(kiosk.state().context.isPaying).toBe(false);
    await toClinics(kiosk);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({
      answers: [{ field: 'phone', value: '0912345678', source: 'typed' }],
      missing: ['relative'],
    });
  });

  it('keeps the answers of other questions', async () => {
    const kiosk = await asked();
    await toClinics(kiosk);
    await kiosk.send('back');
    expect(kiosk.state().context.answers).toMatchObject([{ field: 'phone' }]);
    kiosk.ports.requiredFields = () => [];
    await kiosk.send('back');
    expect(kiosk.at('choose').state).toBe('clinics');
  });

  it('leads from the appointments to the insurance, where that was asked', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.eligibility = { ok: true, value: outOfDate };
    await byCode(kiosk);
    await kiosk.send('go-on-paying');
    expect(kiosk.at('appointments').canGoBack).toBe(true);
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('insurance');
  });

  it('leads from typing to the first screen, before which its owner may be still, until that is left to itself', async () => {
    const kiosk = openFullKiosk();
    const isPrompted = () => kiosk.visit.view().isPrompted;
    expect(isPrompted()).toBe(false);
    await kiosk.send('type-number');
    expect(isPrompted()).toBe(false);
    await kiosk.send('back');
    expect([kiosk.at('attract').prompt, isPrompted()]).toEqual(['welcome', true]);
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect([kiosk.at('attract').prompt, isPrompted()]).toEqual(['welcome', false]);
  });

  it('is nothing at the first question', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    expect(kiosk.at('appointments').canGoBack).toBe(false);
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('does not undo a ticket', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('ticket');
  });
});
