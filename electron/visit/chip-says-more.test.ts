/** The chip knows what the code did not say: the hospital is asked again, and only its second answer counts. */
import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { chipAddsTo } from './identity.ts';
import { type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, codeOf, embedding, hanh, holderOf, recordFor, sample, typedOf } from './visit-testing-people.ts';
import { identityBy } from './visit-testing-plan.ts';

const newNumberOnly = { ...hanh, oldIdNumber: null };
const nobody = { ok: true, value: { kind: 'none' } } as const;
const oldNumbers = ({ hospital }: FullKiosk) =>
  hospital.callsOf('findPatient').map(({ request }) => (request as { oldIdNumber: string | null }).oldIdNumber);

/** The card is read with what was typed; nobody is found by that. */
async function typedAndRead(): Promise<FullKiosk> {
  const kiosk = openFullKiosk();
  kiosk.hospital.answers.findPatient = nobody;
  kiosk.hospital.answers.similarPatients = { ok: true, value: 1 };
  await kiosk.send('type-number');
  await kiosk.send({ type: 'typed', idNumber: hanh.idNumber, birthDate: '14031990', expiryDate: '14032030' });
  kiosk.reader.layCard();
  await settle();
  expect(kiosk.hospital.callsOf('similarPatients')).toEqual([]);
  kiosk.reader.read.answer(chipOf(hanh));
  await settle();
  return kiosk;
}

describe('the chip', () => {
  const read = (code: Parameters<typeof identityBy>[0], holder: Partial<ReturnType<typeof holderOf>> = {}) =>
    identityBy(code, {
      chip: {
        holder: { ...holderOf(hanh), ...holder },
        verdict: 'anchored',
        isProven: true,
        expiredOn: null,
        portrait: null,
      },
    });

  it('says more than the code, or the same', () => {
    expect([null, identityBy()].map(chipAddsTo)).toEqual([false, false]);
    expect(chipAddsTo(read(codeOf(hanh)))).toBe(false);
    expect(chipAddsTo(read(codeOf(hanh), { fullName: hanh.fullName.toUpperCase() }))).toBe(false);
    expect(chipAddsTo(read(codeOf(newNumberOnly)))).toBe(true);
    expect(chipAddsTo(read(codeOf({ ...hanh, birthDate: '1990' })))).toBe(true);
    expect(chipAddsTo(read(typedOf(hanh), { oldIdNumber: null }))).toBe(true);
    expect(chipAddsTo(read(typedOf(hanh), { oldIdNumber: null, fullName: null }))).toBe(false);
    expect(chipAddsTo(read({ ...codeOf(hanh), warnings: ['name-unreadable'] }))).toBe(true);
  });

  it('knows the old number: the record of then is found, while the face is compared', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.findPatient = nobody;
    await usualVisit.reading(kiosk, newNumberOnly);
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(hanh) } };
    kiosk.hospital.held.add('findPatient');
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(oldNumbers(kiosk)).toEqual([null, hanh.oldIdNumber]);
    kiosk.reader.takeCard();
    await kiosk.send({ type: 'face-portrait', comparison: 1, embedding: embedding(1) });
    expect(kiosk.shown().step).toBe('verify');
    await kiosk.send(sample(0.9));
    await kiosk.send(sample(0.9));
    await kiosk.advance(defaultDelays.matchedMs);
    expect(kiosk.at('choose').state).toBe('looking-up');
    kiosk.hospital.lastCallOf('findPatient').answer();
    await settle();
    expect(kiosk.shown().step).toBe('appointments');
    expect(kiosk.state().context.lookup?.patient).toMatchObject({ kind: 'one', patient: recordFor(hanh) });
  });

  it('gives a name to a typed number: a record like it is looked for', async () => {
    const kiosk = await typedAndRead();
    expect(kiosk.hospital.callsOf('findPatient')).toHaveLength(2);
    expect(kiosk.hospital.lastCallOf('similarPatients').request).toEqual({
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
    });
    expect(kiosk.state().context.lookup?.patient).toEqual({ kind: 'similar' });
  });

  it('overtakes the first question: its late answer does not count', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.held.add('findPatient');
    await usualVisit.reading(kiosk, newNumberOnly);
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    const [first, second] = kiosk.hospital.callsOf('findPatient');
    expect(first?.signal?.aborted).toBe(true);
    first?.answer();
    await settle();
    expect(kiosk.state().context.lookup).toBeNull();
    second?.answer();
    await settle();
    expect(kiosk.state().context.lookup).not.toBeNull();
  });

  it('that says nothing new asks nothing again', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    expect(oldNumbers(kiosk)).toEqual([hanh.oldIdNumber]);
  });

  it('that contradicts the code asks nothing again: what is known goes to the desk', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk, newNumberOnly);
    kiosk.reader.read.answer(chipOf({ ...hanh, birthDate: '1991-03-14' }));
    await settle();
    expect(kiosk.at('desk').reason).toBe('card-conflict');
    expect(oldNumbers(kiosk)).toEqual([null]);
    expect(kiosk.queue.lastDraft.patient).toMatchObject({ kind: 'known' });
  });
});
