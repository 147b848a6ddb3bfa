import { describe, expect, it } from 'vitest';
import { knownSteps, type VisitTime } from '../sync/queue/visit-times.ts';
import type { Paper } from './bridge/paper-snapshot.ts';
import { createStopwatch } from './stopwatch.ts';
import { defaultDelays } from './visit/delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit/visit-testing.ts';
import { hanhsFactor, moveAsAsked, openGalleryKiosk } from './visit/visit-testing-gallery.ts';
import { kioskWith, scan } from './visit/my-ticket-testing.ts';
import { chipOf, embedding, hanh, khoa, minh, recordFor, sample } from './visit/visit-testing-people.ts';

/** What the stopwatch makes of the states that the real visit goes through. */

/** Follows a kiosk as the station does; `paper` is of the ticket on its screen. */
function timed(kiosk: FullKiosk, paper: Paper = 'none'): VisitTime[] {
  const recorded: VisitTime[] = [];
  const stopwatch = createStopwatch({
    nowMs: () => kiosk.clock.now(),
    record: (time) => void recorded.push(time),
  });
  kiosk.visit.subscribe(() => {
    const now = kiosk.visit.view();
    stopwatch.see(now, now.visit.step === 'ticket' || now.visit.step === 'desk' ? paper : 'none');
  });
  return recorded;
}

async function toTicket(kiosk: FullKiosk): Promise<void> {
  await kiosk.send('walk-in');
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
  kiosk.at('ticket');
}

/** The face is the card's. */
async function toTicketFromCamera(kiosk: FullKiosk): Promise<void> {
  await kiosk.send({ type: 'face-portrait', comparison: 1, embedding: embedding(1) });
  // The first frame says that the camera runs, the second counts.
  for (let frame = 0; frame < 2; frame += 1) await kiosk.send(sample(0.9));
  await kiosk.advance(defaultDelays.matchedMs);
  await toTicket(kiosk);
}

const stepsOf = ({ steps }: VisitTime) => steps.map(({ step }) => step);

describe('a visit by card', () => {
  it('is known by the card where the face is compared at once after it', async () => {
    const kiosk = openFullKiosk();
    const recorded = timed(kiosk);
    await usualVisit.ticket(kiosk);
    expect(recorded).toMatchObject([{ kind: 'card', outcome: 'ticket', isFirstTry: true, usedFallback: false }]);
    expect(recorded.map(stepsOf)).toEqual([['identify', 'verify', 'appointments', 'choose', 'confirm']]);
  });

  it('is so where no face is compared', async () => {
    const kiosk = openFullKiosk({ cameraConfigured: false });
    const recorded = timed(kiosk);
    await usualVisit.chipRead(kiosk);
    await kiosk.advance(defaultDelays.greetMs);
    await kiosk.send('ask-for-staff');
    expect(recorded).toMatchObject([{ kind: 'card', outcome: 'desk' }]);
  });

  it('is so where the card has run out', async () => {
    const kiosk = openFullKiosk({ cameraConfigured: false });
    const recorded = timed(kiosk);
    await usualVisit.reading(kiosk);
    kiosk.reader.read.answer(chipOf(hanh, { holder: { expiryDate: '2026-03-01' } }));
    await settle();
    await kiosk.send('confirm');
    await kiosk.send('ask-for-staff');
    expect(recorded).toMatchObject([{ kind: 'card', outcome: 'desk' }]);
  });

  it('needed no other way when the card was read at the second try', async () => {
    const kiosk = openFullKiosk();
    const recorded = timed(kiosk);
    await usualVisit.reading(kiosk);
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').card.state).toBe('problem');
    kiosk.reader.layCard();
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    await toTicketFromCamera(kiosk);
    expect(recorded).toMatchObject([{ kind: 'card', outcome: 'ticket', isFirstTry: false, usedFallback: false }]);
  });

  it('needed another way when the card stayed closed', async () => {
    const kiosk = openFullKiosk();
    const recorded = timed(kiosk);
    await usualVisit.reading(kiosk);
    kiosk.reader.takeCard();
    await kiosk.send('continue-without-card');
    await toTicket(kiosk);
    expect(recorded).toMatchObject([{ kind: 'code', outcome: 'ticket', isFirstTry: false, usedFallback: true }]);
  });
});

it('a visit by card after a face that was not recognised is known by the card, and needed another way', async () => {
  const kiosk = openGalleryKiosk();
  const recorded = timed(kiosk);
  kiosk.faces.answers.recognise = { kind: 'not-recognised' };
  await kiosk.send('return-by-face');
  await kiosk.send(hanhsFactor);
  await kiosk.send({ type: 'camera', state: 'ready' });
  while (kiosk.shown().step === 'recognise') await moveAsAsked(kiosk);
  expect(kiosk.at('attract').prompt).toBe('face-not-recognised');
  await usualVisit.awaiting(kiosk);
  kiosk.reader.layCard();
  await settle();
  kiosk.reader.read.answer(chipOf(hanh));
  await settle();
  await toTicketFromCamera(kiosk);
  expect(recorded).toMatchObject([{ kind: 'card', outcome: 'ticket', isFirstTry: false, usedFallback: true }]);
});

it('a number for staff beside a forgotten card is a visit that ended at the desk', async () => {
  const kiosk = openFullKiosk();
  await usualVisit.chipRead(kiosk);
  const recorded = timed(kiosk);
  await kiosk.send('start-over');
  expect(recorded).toEqual([]);
  await kiosk.send('ask-for-staff');
  kiosk.at('desk');
  expect(recorded).toMatchObject([{ outcome: 'desk', endedAt: 'desk', usedFallback: true }]);
  // Nobody was known: it counts to no kind.
  expect(recorded.flatMap(stepsOf).filter((step) => knownSteps.some((known) => known === step))).toEqual([]);
  await kiosk.send('finish');
  expect(recorded).toHaveLength(1);
});

describe('who chooses a way and goes back to the first screen', () => {
  it.each(['type-number', 'return-by-face'] as const)(
    'from %s is on the same visit with the next code',
    async (way) => {
      const kiosk = openGalleryKiosk();
      const recorded = timed(kiosk);
      await kiosk.send(way);
      await kiosk.advance(3_000);
      await kiosk.send('back');
      expect(kiosk.at('attract').prompt).toBe('welcome');
      await kiosk.advance(1_000);
      await byCode(kiosk);
      await toTicket(kiosk);
      expect(recorded).toMatchObject([{ kind: 'code', outcome: 'ticket', isFirstTry: true }]);
      expect(recorded[0]?.steps.slice(0, 2)).toMatchObject([{ personMs: 3_000 }, { step: 'attract', personMs: 1_000 }]);
    },
  );

  it('and leaves it there has abandoned the visit', async () => {
    const kiosk = openFullKiosk();
    const recorded = timed(kiosk);
    await kiosk.send('type-number');
    await kiosk.send('back');
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(recorded).toMatchObject([{ outcome: 'abandoned', endedAt: 'attract' }]);
    // A language is looked at, and no visit begun.
    await kiosk.send({ type: 'choose-language', language: 'en' });
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(recorded).toHaveLength(1);
  });
});

it.each(['none', 'printing'] as const)(
  'who scans a ticket and has it shown whole has looked at it, while its paper is "%s"',
  async (paper) => {
    const kiosk = kioskWith({ key: 'key-1', state: 'confirmed' });
    const recorded = timed(kiosk, paper);
    await scan(kiosk);
    await kiosk.advance(2_000);
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket').origin).toBe('existing');
    await kiosk.advance(5_000);
    await kiosk.send('finish');
    expect(recorded).toMatchObject([{ kind: 'ticket', outcome: 'my-ticket', steps: [{ personMs: 2_000 }] }]);
  },
);

describe('a ticket that is left while its paper still prints', () => {
  async function printing() {
    const kiosk = openGalleryKiosk();
    const recorded = timed(kiosk, 'printing');
    await usualVisit.ticket(kiosk);
    expect(recorded).toEqual([]);
    await kiosk.advance(900);
    return { kiosk, recorded };
  }
  const ended = { kind: 'card', outcome: 'ticket', endedAt: 'confirm', isFirstTry: true, usedFallback: false };
  const printed = { step: 'ticket', machineMs: 900, personMs: 0 };

  it('ends its visit there, however long its owner then keeps the face, and comes back', async () => {
    const { kiosk, recorded } = await printing();
    await kiosk.send('enrol-face');
    await kiosk.advance(5_000);
    await kiosk.send('confirm');
    await kiosk.send({ type: 'camera', state: 'ready' });
    await moveAsAsked(kiosk, 0.9);
    await kiosk.advance(defaultDelays.matchedMs);
    await kiosk.send('back');
    expect(kiosk.at('ticket').faceOffer).toBe('enrolled');
    await kiosk.send('finish');
    expect(recorded).toMatchObject([ended]);
    expect(recorded[0]?.steps.at(-1)).toEqual(printed);
  });

  it('is not given up by whoever leaves from the question about the face', async () => {
    const { kiosk, recorded } = await printing();
    await kiosk.send('enrol-face');
    await kiosk.send('finish');
    await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
    expect(recorded).toMatchObject([ended]);
  });

  it('is followed by a visit of its own for the next of the family', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send('bring-somebody');
    kiosk.hospital.answers.appointments = { ok: true, value: [] };
    const recorded = timed(kiosk, 'printing');
    for (const child of [minh, khoa]) {
      kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(child) } };
      await byCode(kiosk, child);
      await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
      await kiosk.send('confirm');
      await kiosk.send('next-person');
    }
    expect(recorded.map(({ outcome, endedAt }) => [outcome, endedAt])).toEqual([
      ['ticket', 'confirm'],
      ['ticket', 'confirm'],
    ]);
    expect(recorded.map(stepsOf)[1]?.[0]).toBe('companion');
  });
});
