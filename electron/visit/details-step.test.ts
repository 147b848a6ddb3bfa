import { describe, expect, it } from 'vitest';
import { byCode, openFullKiosk, type KioskOptions } from './visit-testing.ts';

async function newcomer(options: Omit<KioskOptions, 'reader' | 'scanner'> = {}) {
  const kiosk = openFullKiosk({ requiredFields: () => ['phone', 'relative', 'guardian'], ...options });
  kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
  kiosk.hospital.answers.appointments = { ok: true, value: [] };
  await byCode(kiosk);
  return kiosk;
}

const register = async (kiosk: Awaited<ReturnType<typeof newcomer>>) => {
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
  return kiosk.queue.lastDraft;
};

describe('what the hospital wants to know of a new patient', () => {
  it('is asked one after the other', async () => {
    const kiosk = await newcomer();
    expect(kiosk.at('details')).toMatchObject({ field: 'phone', index: 0, total: 2, problem: 'none' });
    await kiosk.send({ type: 'answer', value: '0912345678' });
    expect(kiosk.at('details')).toMatchObject({ field: 'relative', index: 1, total: 2, problem: 'none' });
    await kiosk.send({ type: 'answer', value: '0987654321' });
    expect(kiosk.shown().step).toBe('choose');
    expect(await register(kiosk)).toMatchObject({
      patient: { kind: 'new' },
      answers: [
        { field: 'phone', value: '0912345678', source: 'typed' },
        { field: 'relative', value: '0987654321', source: 'typed' },
      ],
      missing: [],
    });
  });

  it('must have the form of a phone number', async () => {
    const kiosk = await newcomer();
    await kiosk.send({ type: 'answer', value: '12' });
    expect(kiosk.at('details')).toMatchObject({ index: 0, problem: 'phone' });
    expect(kiosk.state().context.answers).toEqual([]);
    await kiosk.send({ type: 'answer', value: '0912345678' });
    expect(kiosk.at('details')).toMatchObject({ index: 1, problem: 'none' });
  });

  it('is left to staff where the patient skips it', async () => {
    const kiosk = await newcomer();
    await kiosk.send({ type: 'answer', value: '12' });
    await kiosk.send('skip-answer');
    expect(kiosk.at('details')).toMatchObject({ field: 'relative', problem: 'none' });
    await kiosk.send('skip-answer');
    expect(await register(kiosk)).toMatchObject({ answers: [], missing: ['phone', 'relative'] });
  });

  it('is not asked where the hospital wants nothing asked here, or knows the patient', async () => {
    const none = await newcomer({ policies: { details: { askAtMost: 0 } } });
    expect(none.shown().step).toBe('choose');
    const known = openFullKiosk({ requiredFields: () => ['phone'] });
    known.hospital.answers.appointments = { ok: true, value: [] };
    await byCode(known);
    expect(known.shown().step).toBe('choose');
  });

  it('is asked once, also after the way back', async () => {
    const kiosk = await newcomer();
    await kiosk.send('skip-answer');
    await kiosk.send('skip-answer');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('choose');
  });
});
