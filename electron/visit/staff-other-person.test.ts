import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, unreachable, usualVisit } from './visit-testing.ts';
import { hanh, minh, patientCode, sample } from './visit-testing-people.ts';
import { besidePaper, withChild } from './visit-testing-ways.ts';

/** Staff at the kiosk say that the person is not the one of the document: the visit ends at the desk. */

const other = { result: 'other-person', by: 'lan' } as const;

async function atDesk(kiosk: FullKiosk): Promise<void> {
  expect(kiosk.visit.staffCompared(other)).toBe(true);
  await settle();
  expect(kiosk.at('desk')).toMatchObject({ reason: 'identity-check', number: 'K-1' });
  expect(kiosk.queue.lastDraft).toMatchObject({ kind: 'desk', reason: 'identity-check' });
  expect(kiosk.queue.lastDraft.evidence.at(-1)).toEqual({ method: 'staff-compared', ...other });
}

const steps: Record<string, (kiosk: FullKiosk) => Promise<unknown>> = {
  'a card is awaited': usualVisit.awaiting,
  'it is read': usualVisit.reading,
  'the camera compares': usualVisit.verify,
  'a booking is asked about': byCode,
  'a clinic is chosen': usualVisit.choose,
  'all is confirmed': usualVisit.confirm,
};

it.each(Object.entries(steps))('while %s', async (_, reach) => {
  const kiosk = openFullKiosk();
  await reach(kiosk);
  await atDesk(kiosk);
});

it('also against a face that matched', async () => {
  const kiosk = openFullKiosk();
  await usualVisit.verify(kiosk);
  await kiosk.send(sample(0.9));
  await kiosk.send(sample(0.9));
  await atDesk(kiosk);
  expect(kiosk.queue.lastDraft.evidence.at(-2)).toEqual({ method: 'face-matches-chip', similarity: 0.9 });
  await kiosk.advance(defaultDelays.matchedMs);
  expect(kiosk.shown().step).toBe('desk');
});

it('before the camera that looks beside a code', async () => {
  await atDesk(await besidePaper());
});

it('after staff had said the contrary', async () => {
  const kiosk = openFullKiosk();
  await byCode(kiosk);
  kiosk.visit.staffCompared({ result: 'same-person', by: 'mai' });
  await atDesk(kiosk);
});

describe('nothing of the document’s owner is given away', () => {
  it('neither on the screen, nor to the desk of what the hospital knows', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(patientCode);
    await settle();
    expect(JSON.stringify(kiosk.shown())).toContain(hanh.fullName);
    await atDesk(kiosk);
    expect(JSON.stringify(kiosk.shown())).not.toContain(hanh.fullName);
    expect(kiosk.queue.lastDraft).toMatchObject({
      person: { fullName: null, birthDate: null, patientCode: 'BN-00417' },
      patient: { kind: 'provisional', reason: 'no-strong-key' },
    });
    kiosk.scanner.show(patientCode);
    await settle();
    expect(kiosk.shown().step).toBe('desk');
  });

  it('nor where the hospital was away', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.findPatient = unreachable;
    await byCode(kiosk);
    await atDesk(kiosk);
    expect(kiosk.queue.lastDraft).toMatchObject({
      person: { fullName: hanh.fullName },
      patient: { kind: 'provisional', reason: 'hospital-unreachable' },
    });
  });
});

it('of a child who is brought: who came with them stays said', async () => {
  const kiosk = await withChild();
  await atDesk(kiosk);
  expect(kiosk.queue.lastDraft).toMatchObject({
    person: { fullName: minh.fullName },
    carer: { fullName: hanh.fullName },
  });
});
