import { describe, expect, it } from 'vitest';
import { NO_COST } from '../../native/emrtd/chip.ts';
import { openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, hanh, khoa, slipCode } from './visit-testing-people.ts';

describe('the card is pulled', () => {
  it('before its code: the welcome is back', async () => {
    const kiosk = openFullKiosk();
    kiosk.reader.layCard();
    kiosk.reader.takeCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
  });

  it('or lifted to show its code: what was said of something else is said still', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(slipCode);
    await settle();
    const prompted = { step: 'attract', prompt: 'slip-unknown' };
    expect(kiosk.shown()).toEqual(prompted);
    kiosk.reader.layCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    kiosk.reader.takeCard();
    expect(kiosk.shown()).toEqual(prompted);
    kiosk.scanner.show({ kind: 'unknown', reason: 'web-address' });
    kiosk.reader.unplug();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'unknown-code' });
  });

  it('while another card is awaited: nothing changes', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').card.state).toBe('awaited');
  });

  it('while it is read: said at once, the read is given up, its late answer changes nothing', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    const { read } = kiosk.reader;
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem: 'pulled', triesLeft: 2 });
    expect(read.options.signal?.aborted).toBe(true);
    read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem: 'pulled', triesLeft: 2 });
  });

  it('and another one laid: late bytes, name and answer of the first do not appear', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    const first = kiosk.reader.read;
    kiosk.reader.takeCard();
    kiosk.reader.layCard();
    first.options.onProgress?.({ bytes: 9, total: 10 });
    first.options.onNames?.({ dg1: new TextEncoder().encode(JSON.stringify(khoa)), dg13: null });
    first.answer(chipOf(khoa));
    await settle();
    expect(kiosk.at('identify')).toMatchObject({
      card: { state: 'reading', bytes: 0, total: 0, cameraSoon: true },
      holder: { fullName: hanh.fullName },
    });
    expect(kiosk.memory()).not.toContain(khoa.fullName);
  });

  it('and another one laid without the reader noticing the gap: the new one is read', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.layCard();
    expect(kiosk.reader.reads).toHaveLength(2);
    expect(kiosk.reader.reads[0]?.options.signal?.aborted).toBe(true);
    kiosk.reader.reads[0]?.answer(chipOf(khoa));
    await settle();
    expect(kiosk.at('identify').card.state).toBe('reading');
  });

  it('is not what a repeated status of the same card means', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.tellCard();
    expect(kiosk.reader.reads).toHaveLength(1);
    expect(kiosk.reader.read.options.signal?.aborted).toBe(false);
  });

  it('and the name it had shown goes with it', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.read.options.onNames?.({ dg1: new TextEncoder().encode(JSON.stringify(khoa)), dg13: null });
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').holder.fullName).toBe(hanh.fullName);
  });

  it('at the greeting, where no face is compared: the visit goes on at once', async () => {
    const kiosk = openFullKiosk({ cameraConfigured: false });
    await usualVisit.chipRead(kiosk);
    expect(kiosk.at('identify').card).toEqual({ state: 'read', stillThere: true });
    kiosk.reader.takeCard();
    expect(kiosk.at('appointments').cardStillThere).toBe(false);
  });

  it('during the face, the choice, the last look and at the ticket: only the reminder goes', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    for (const step of ['verify', 'appointments', 'choose', 'confirm', 'ticket'] as const) {
      expect(kiosk.at(step).cardStillThere).toBe(true);
      kiosk.reader.takeCard();
      expect(kiosk.at(step).cardStillThere).toBe(false);
      // The same card, laid once more: the visit's own code opens it, so nobody is asked whose it is.
      kiosk.reader.layCard();
      // On the ticket it is of whoever comes next.
      const isTheirs = step !== 'ticket';
      expect(kiosk.at(step).cardStillThere).toBe(isTheirs);
      if (isTheirs) {
        kiosk.reader.read.options.onNames?.({ dg1: new Uint8Array(), dg13: null });
        kiosk.reader.read.answer({ ok: false, failure: { kind: 'cancelled' }, cost: NO_COST });
        await settle();
      }
      expect(kiosk.at(step).cardStillThere).toBe(isTheirs);
      if (step === 'verify') await kiosk.send('skip-face');
      if (step === 'appointments') await kiosk.send('walk-in');
      if (step === 'choose') await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
      if (step === 'confirm') await kiosk.send('confirm');
    }
    expect(kiosk.reader.reads).toHaveLength(5);
  });

  it('only after the visit: the forgotten card is asked for until it is taken', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    await kiosk.send('start-over');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
    kiosk.reader.takeCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
  });

  it('after the visit has ended: a read that was under way leaves nothing', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    const { read } = kiosk.reader;
    await kiosk.send('start-over');
    expect(read.options.signal?.aborted).toBe(true);
    read.options.onProgress?.({ bytes: 1, total: 2 });
    read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.shown().step).toBe('attract');
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
  });
});
