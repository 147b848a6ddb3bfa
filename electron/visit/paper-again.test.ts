import { describe, expect, it } from 'vitest';
import { slipsOf } from '../tickets/slips.ts';
import { defaultEvidenceRights } from './evidence-level.ts';
import { byCode, FakeQueue, type FullKiosk, openFullKiosk, pendingEntry, settle, usualVisit } from './visit-testing.ts';
import { chipOf, earClinic, eyeClinic, hanh } from './visit-testing-people.ts';

/** A ticket whose visit is over asks for documents as its first paper did: shown again, moved, or found after a restart. */

/** Where nobody looks at the door but by reason of what no word of the evidence says. */
const trusting = { selfService: true, spellsName: true, checkAtDoor: false };
const policies = { evidence: { ...defaultEvidenceRights, code: trusting, chip: trusting } };
const clinics = [eyeClinic, earClinic];

function openHere(queue = new FakeQueue()): FullKiosk {
  const kiosk = openFullKiosk({ queue, policies, knownClinics: () => clinics });
  kiosk.hospital.answers.clinics = { ok: true, value: clinics };
  return kiosk;
}

async function registered(kiosk: FullKiosk): Promise<void> {
  await kiosk.send('walk-in');
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
}

async function expired(kiosk: FullKiosk): Promise<void> {
  await usualVisit.reading(kiosk);
  kiosk.reader.read.answer(chipOf(hanh, { holder: { expiryDate: '2020-01-01' } }));
  await settle();
  kiosk.reader.takeCard();
  await kiosk.send('confirm');
  await kiosk.send('skip-face');
  await registered(kiosk);
}

async function claimed(kiosk: FullKiosk): Promise<void> {
  await byCode(kiosk);
  await registered(kiosk);
}

interface Known {
  whose: string;
  way: (kiosk: FullKiosk) => Promise<void>;
  first: { checkAtDoor: boolean; identity: string };
  again: { checkAtDoor: boolean; identity: string | null };
}

const tickets: Known[] = [
  {
    whose: 'somebody whose face matched the chip',
    way: usualVisit.ticket,
    first: { checkAtDoor: false, identity: 'proven' },
    again: { checkAtDoor: false, identity: null },
  },
  {
    whose: 'somebody whose card had run out',
    way: expired,
    first: { checkAtDoor: true, identity: 'proven' },
    again: { checkAtDoor: true, identity: null },
  },
  {
    whose: 'somebody who has shown a code',
    way: claimed,
    first: { checkAtDoor: false, identity: 'claimed' },
    again: { checkAtDoor: false, identity: 'claimed' },
  },
];

describe.each(tickets)('a ticket of $whose', ({ way, first, again }) => {
  async function given(): Promise<FullKiosk> {
    const kiosk = openHere();
    await way(kiosk);
    expect(kiosk.at('ticket')).toMatchObject(first);
    return kiosk;
  }

  /** What its paper says, whatever screen it is of. */
  const asked = (kiosk: FullKiosk) =>
    slipsOf(kiosk.shown()).map((slip) => slip.kind === 'ticket' && [slip.checkAtDoor, slip.bringDocument]);

  async function scanned(): Promise<FullKiosk> {
    const kiosk = await given();
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    await kiosk.send('finish');
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    return kiosk;
  }

  it('scanned and shown again, on every paper', async () => {
    const before = await given();
    const onFirst = asked(before);
    expect(onFirst).toEqual([[first.checkAtDoor, again.identity === 'claimed']]);
    const kiosk = await scanned();
    expect(kiosk.shown().step).toBe('my-ticket');
    expect(asked(kiosk)).toEqual(onFirst);
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-1', maskedName: null, ...again });
    expect(asked(kiosk)).toEqual(onFirst);
  });

  it('moved to another clinic, and found there after a restart', async () => {
    const kiosk = await scanned();
    await kiosk.send('change-clinic');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-2', origin: 'moved', maskedName: null, ...again });
    kiosk.visit.stop();
    expect(openHere(kiosk.queue).at('ticket')).toMatchObject({ key: 'key-2', origin: 'again', ...again });
  });

  it('found after a restart, and once more after an emergency', async () => {
    const before = await given();
    before.visit.stop();
    const kiosk = openHere(before.queue);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-1', origin: 'again', ...again });
    await kiosk.send('emergency');
    await kiosk.send('finish');
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-1', origin: 'again', ...again });
  });
});

describe('the ticket that somebody has at the other clinic already', () => {
  const there = { key: 'key-8', ticket: { number: 'M-8', official: true } };

  async function changed(kiosk: FullKiosk): Promise<void> {
    await usualVisit.ticket(kiosk);
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    await kiosk.send('finish');
    kiosk.queue.amendAnswer = { kind: 'already-registered', ...there };
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    await kiosk.send('change-clinic');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    await kiosk.send('confirm');
  }

  it('asks for what that one asked', async () => {
    const kiosk = openHere();
    kiosk.queue.rows.set('key-8', pendingEntry({ ...there, clinicId: 'ear', evidence: [], checkAtDoor: null }));
    await changed(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-8', checkAtDoor: false, identity: 'claimed' });
  });

  it('asks for nothing where the queue says nothing of it', async () => {
    const kiosk = openHere();
    await changed(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-8', checkAtDoor: false, identity: null });
  });
});
