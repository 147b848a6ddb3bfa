import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { QueueEntry } from '../../sync/queue/port.ts';
import { defaultDelays } from './delays.ts';
import { FakeQueue, pendingEntry, settle } from './visit-testing.ts';
import { type GalleryKiosk, hanhsFactor, moveAsAsked, openGalleryKiosk } from './visit-testing-gallery.ts';
import { earClinic, eyeClinic, hanh, sample } from './visit-testing-people.ts';

/** The ticket of an earlier day, whose owner registers again by face. */

const earlier: Partial<QueueEntry> = { serviceDate: '2026-02-20', state: 'confirmed' };

async function showTicket(entry: Partial<QueueEntry> | null, options: { cameraConfigured?: boolean } = {}) {
  const queue = new FakeQueue();
  const ticket = { number: 'M-7', official: true };
  if (entry) queue.rows.set('key-7', pendingEntry({ key: 'key-7', ticket, ...entry }));
  const kiosk = openGalleryKiosk({ ...options, queue });
  kiosk.faces.answers.holds = 'yes';
  const show = async () => {
    kiosk.scanner.show({ kind: 'ticket', key: 'key-7' });
    await settle();
  };
  return { ...kiosk, show };
}

const mayReturnOf = (kiosk: GalleryKiosk) => {
  const { now } = kiosk.at('my-ticket');
  return now.state === 'shown' && now.mayReturn;
};

async function recognised(kiosk: GalleryKiosk): Promise<void> {
  await kiosk.send(sample(1));
  await moveAsAsked(kiosk);
  await kiosk.advance(defaultDelays.matchedMs);
}

it('its owner is recognised, and nothing of the ticket stays on the screen', async () => {
  const kiosk = await showTicket(earlier);
  await kiosk.show();
  expect(mayReturnOf(kiosk)).toBe('same-clinic');
  expect(kiosk.faces.lastCallOf('holds').request).toEqual({ kind: 'ticket', key: 'key-7' });
  await kiosk.send('return-by-face');
  expect(kiosk.at('recognise').purpose).toBe('return');
  expect(kiosk.state().context.myTicket).toBeNull();
  await kiosk.send(sample(1));
  await moveAsAsked(kiosk);
  expect(kiosk.faces.lastCallOf('recognise').request).toMatchObject({ factor: { kind: 'ticket', key: 'key-7' } });
  await kiosk.advance(defaultDelays.matchedMs);
  await kiosk.send('walk-in');
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
  expect(kiosk.queue.lastDraft).toMatchObject({
    person: { idNumber: hanh.idNumber },
    evidence: [{ method: 'code-scanned' }, { method: 'face-returning', factor: 'ticket', similarity: 0.72 }],
    codeSha256: createHash('sha256').update('TD1:key-7').digest('hex'),
  });
});

it('its owner may show it again in the visit that it began, and no other ticket', async () => {
  const kiosk = await showTicket({ ...earlier, visitKey: 'key-1', amendment: 'change-clinic' });
  await kiosk.show();
  await kiosk.send('return-by-face');
  await recognised(kiosk);
  const { step } = kiosk.shown();
  await kiosk.show();
  expect(kiosk.shown().step).toBe(step);
  kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
  expect(kiosk.shown().step).toBe(step);
  kiosk.scanner.show({ kind: 'ticket', key: 'key-404' });
  expect(kiosk.shown().step).toBe('whose');
});

it('whoever would rather not is back at their ticket, of which the hospital is asked again', async () => {
  const kiosk = await showTicket(earlier);
  await kiosk.show();
  await kiosk.send('return-by-face');
  await kiosk.send('skip-face');
  expect(mayReturnOf(kiosk)).toBe('same-clinic');
  expect(kiosk.hospital.callsOf('ticket')).toHaveLength(2);
  await kiosk.send({ type: 'camera', state: 'refused' });
  expect(mayReturnOf(kiosk)).toBe('no');
});

it('the first key of its visit counts, also after a change of clinic', async () => {
  const kiosk = await showTicket({ ...earlier, visitKey: 'key-1', amendment: 'change-clinic' });
  await kiosk.show();
  expect(kiosk.faces.lastCallOf('holds').request).toEqual({ kind: 'ticket', key: 'key-1' });
});

it('whoever is not recognised is sent to card or desk', async () => {
  const kiosk = await showTicket(earlier);
  kiosk.faces.answers.recognise = { kind: 'not-recognised' };
  await kiosk.show();
  await kiosk.send('return-by-face');
  await kiosk.send(sample(1));
  await moveAsAsked(kiosk);
  await moveAsAsked(kiosk);
  expect(kiosk.at('attract').prompt).toBe('face-not-recognised');
});

it('one of another kiosk, which nobody knows or whose visit is over', async () => {
  const unknown = await showTicket(null);
  await unknown.show();
  expect(mayReturnOf(unknown)).toBe('anywhere');
  const waiting = await showTicket(null);
  waiting.hospital.answers.ticket = {
    ok: true,
    value: { number: 'M-7', state: 'waiting', ahead: 2, clinicId: 'eye', moment: null },
  };
  await waiting.show();
  expect(mayReturnOf(waiting)).toBe('no');
  await waiting.send('return-by-face');
  expect(waiting.shown().step).toBe('my-ticket');
});

it('is not offered for a ticket of now, or where the gallery does not hold its owner', async () => {
  const now = await showTicket({ state: 'confirmed' });
  await now.show();
  expect(mayReturnOf(now)).toBe('no');
  expect(now.faces.calls).toEqual([]);
  for (const answer of ['no', 'away'] as const) {
    const kiosk = await showTicket(earlier);
    kiosk.faces.answers.holds = answer;
    await kiosk.show();
    expect(mayReturnOf(kiosk)).toBe('no');
  }
  const broken = await showTicket(earlier);
  broken.faces.held.add('holds');
  await broken.show();
  broken.faces.lastCallOf('holds').crash();
  await settle();
  expect(mayReturnOf(broken)).toBe('no');
});

it('is not offered without a camera', async () => {
  const kiosk = await showTicket(earlier, { cameraConfigured: false });
  await kiosk.show();
  expect(mayReturnOf(kiosk)).toBe('no');
  expect(kiosk.faces.calls).toEqual([]);
});

describe('for the clinic of the ticket', () => {
  const closed = { ok: true as const, value: [{ ...eyeClinic, open: false }, earClinic] };
  const bothOpen = { ok: true as const, value: [eyeClinic, { ...earClinic, open: true }] };

  it('goes on to the last look without the list, which stays within reach', async () => {
    const kiosk = await showTicket(earlier);
    kiosk.hospital.answers.clinics = bothOpen;
    await kiosk.show();
    await kiosk.send('return-to-clinic');
    await recognised(kiosk);
    await kiosk.send('walk-in');
    expect(kiosk.at('confirm').choices).toMatchObject([{ clinic: { id: 'eye' } }]);
    await kiosk.send('back');
    expect(kiosk.at('choose').state).toBe('clinics');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({ clinic: { id: 'ear' } });
  });

  it('also of one that another kiosk gave, as the hospital says', async () => {
    const kiosk = await showTicket(null);
    kiosk.hospital.answers.clinics = bothOpen;
    kiosk.hospital.answers.ticket = {
      ok: true,
      value: { number: 'M-7', state: 'done', ahead: null, clinicId: 'ear', moment: null },
    };
    await kiosk.show();
    expect(mayReturnOf(kiosk)).toBe('same-clinic');
    await kiosk.send('return-to-clinic');
    await recognised(kiosk);
    await kiosk.send('walk-in');
    expect(kiosk.at('confirm').choices).toMatchObject([{ clinic: { id: 'ear' } }]);
  });

  it('is not offered while that takes nobody', async () => {
    const kiosk = await showTicket(earlier);
    kiosk.hospital.answers.clinics = closed;
    await kiosk.show();
    expect(mayReturnOf(kiosk)).toBe('anywhere');
    await kiosk.send('return-to-clinic');
    expect(kiosk.shown().step).toBe('my-ticket');
  });

  it('leads to the list where it closed meanwhile', async () => {
    const kiosk = await showTicket(earlier);
    await kiosk.show();
    kiosk.hospital.answers.clinics = closed;
    await kiosk.send('return-to-clinic');
    await recognised(kiosk);
    await kiosk.send('walk-in');
    expect(kiosk.at('choose').state).toBe('clinics');
  });

  it('is nothing to whoever comes next, by digits and their own face', async () => {
    const kiosk = await showTicket(earlier);
    const { recognise } = kiosk.faces.answers;
    kiosk.faces.answers.recognise = { kind: 'not-recognised' };
    await kiosk.show();
    await kiosk.send('return-to-clinic');
    await kiosk.send(sample(1));
    await moveAsAsked(kiosk);
    await moveAsAsked(kiosk);
    expect(kiosk.shown().step).toBe('attract');
    kiosk.faces.answers.recognise = recognise;
    await kiosk.send('return-by-face');
    await kiosk.send(hanhsFactor);
    await recognised(kiosk);
    await kiosk.send('walk-in');
    expect(kiosk.at('choose').state).toBe('clinics');
  });

  it('is forgotten by whoever would rather not, and then goes elsewhere', async () => {
    const kiosk = await showTicket(earlier);
    await kiosk.show();
    await kiosk.send('return-to-clinic');
    await kiosk.send('skip-face');
    await kiosk.send('return-by-face');
    await recognised(kiosk);
    await kiosk.send('walk-in');
    expect(kiosk.at('choose').state).toBe('clinics');
  });
});
