import { describe, expect, it } from 'vitest';
import { byCode, type FullKiosk, openFullKiosk, usualVisit } from './visit-testing.ts';
import { appointment, covered, hanh, minh, portraitMark, recordFor, tracesOf } from './visit-testing-people.ts';

/** The screens of the usual visit, and of the questions that have something to ask. */
const ways: Record<string, (kiosk: FullKiosk) => Promise<void>> = {
  ...usualVisit,
  insurance: async (kiosk) => {
    kiosk.hospital.answers.eligibility = { ok: true, value: { ...covered, code: '010', outcome: 'not-covered' } };
    await usualVisit.appointments(kiosk);
    expect(kiosk.shown().step).toBe('insurance');
  },
  details: async (kiosk) => {
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    await usualVisit.appointments(kiosk);
    expect(kiosk.shown().step).toBe('details');
  },
  companion: async (kiosk) => {
    await usualVisit.choose(kiosk);
    await kiosk.send('bring-somebody');
  },
};
const steps = Object.keys(ways);

const openNosyKiosk = () => openFullKiosk({ requiredFields: () => ['phone'] });

/** The snapshot as text, its portrait decoded. */
function textOf(kiosk: FullKiosk): string {
  const snapshot = kiosk.shown();
  const portrait = 'portrait' in snapshot ? snapshot.portrait : null;
  return JSON.stringify(snapshot) + Buffer.from(portrait?.base64 ?? '', 'base64').toString();
}

describe('what the screen is told', () => {
  it.each(steps)('at %s: no number in full, no address, no birth date, no key of the record', async (step) => {
    const kiosk = openNosyKiosk();
    await ways[step]?.(kiosk);
    // An appointment is arrived for by its id.
    const needed = [hanh.fullName, ...(step === 'appointments' ? [appointment.id] : [])];
    const needless = [...tracesOf(hanh).filter((trace) => !needed.includes(trace)), recordFor(hanh).id];
    expect(needless.filter((trace) => textOf(kiosk).includes(trace))).toEqual([]);
  });

  it.each(steps)('at %s: name and portrait only where their owner needs them', async (step) => {
    const kiosk = openNosyKiosk();
    await ways[step]?.(kiosk);
    const text = textOf(kiosk);
    expect(text.includes(hanh.fullName)).toBe(step !== 'ticket' && step !== 'desk');
    expect(text.includes(portraitMark(hanh))).toBe(step === 'chipRead' || step === 'verify');
  });

  it('of who came with the patient: a masked name', async () => {
    const kiosk = openFullKiosk();
    await ways['companion']?.(kiosk);
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
    await byCode(kiosk, minh);
    for (const step of ['appointments', 'choose', 'confirm', 'ticket'] as const) {
      expect(kiosk.shown().step).toBe(step);
      expect(tracesOf(hanh).filter((trace) => textOf(kiosk).includes(trace) && trace !== appointment.id)).toEqual([]);
      if (step === 'appointments') await kiosk.send('walk-in');
      if (step === 'choose') await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
      if (step === 'confirm') await kiosk.send('confirm');
    }
  });
});
