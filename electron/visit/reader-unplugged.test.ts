import { NO_COST } from '../../native/emrtd/chip.ts';
import { describe, expect, it } from 'vitest';
import { openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, hanh, khoa } from './visit-testing-people.ts';

const unplugged = [{ method: 'code-scanned' }, { method: 'chip-not-read', reason: 'no-reader' }];

async function evidenceOfTheRest(kiosk: Awaited<ReturnType<typeof openFullKiosk>>) {
  await kiosk.send('walk-in');
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
  return kiosk.queue.lastDraft.evidence;
}

describe('the reader is unplugged', () => {
  it('before the visit: the code alone begins it', async () => {
    const kiosk = openFullKiosk();
    kiosk.reader.unplug();
    await usualVisit.awaiting(kiosk);
    // The first screen has told of it.
    expect(kiosk.at('appointments').setback).toBeNull();
    expect(await evidenceOfTheRest(kiosk)).toEqual(unplugged);
  });

  it('while the card is awaited: the visit goes on by code, and says why', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    kiosk.reader.unplug();
    expect(kiosk.at('appointments').setback).toBe('reader-gone');
    expect(await evidenceOfTheRest(kiosk)).toEqual(unplugged);
  });

  it('while the card is read: the read is given up, the name it spelt goes, the visit goes on by code', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    const { read } = kiosk.reader;
    read.options.onNames?.({ dg1: new TextEncoder().encode(JSON.stringify(khoa)), dg13: null });
    kiosk.reader.unplug();
    expect(read.options.signal?.aborted).toBe(true);
    read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('appointments')).toMatchObject({
      holder: { fullName: hanh.fullName, identity: 'claimed' },
      setback: 'reader-gone',
    });
    expect(await evidenceOfTheRest(kiosk)).toEqual(unplugged);
  });

  it('after a failed read: nobody is asked for the card any more', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.read.crash();
    await settle();
    kiosk.reader.unplug();
    expect(await evidenceOfTheRest(kiosk)).toEqual(unplugged);
  });

  it('in the same moment as the read fails, the status first: no dead end at the problem', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.read.answer({
      ok: false,
      failure: { kind: 'reader-lost', detail: 'gone' },
      cost: NO_COST,
    });
    kiosk.reader.unplug();
    await settle();
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('at the greeting: the chip was read, the visit goes on', async () => {
    const kiosk = openFullKiosk({ cameraConfigured: false });
    await usualVisit.chipRead(kiosk);
    kiosk.reader.unplug();
    expect(kiosk.at('appointments').holder.identity).toBe('proven');
  });

  it.each(['verify', 'choose', 'confirm', 'ticket', 'desk'] as const)('at %s: nothing changes', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    kiosk.reader.unplug();
    expect(kiosk.shown().step).toBe(step);
  });

  it('by a loose cable: its flicker is no sign that somebody is there', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    for (let second = 0; second < 29; second += 1) {
      await kiosk.advance(1_000);
      kiosk.reader.unplug();
    }
    await kiosk.advance(1_000);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(15);
  });
});
