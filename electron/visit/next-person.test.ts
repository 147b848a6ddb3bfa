import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, hanh, khoa, minh, recordFor } from './visit-testing-people.ts';

describe('the next of the family', () => {
  it('who comes alone shows a code: nothing of the one before is kept', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket').canGoOn).toBe(true);
    await kiosk.send({ type: 'choose-language', language: 'en' });
    await kiosk.send('next-person');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'next-person' });
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
    expect(kiosk.visit.view().language).toBe('en');
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
  });

  it('does not use the card that the one before forgot, until it is laid again', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    await kiosk.advance(defaultDelays.greetMs);
    await kiosk.send('skip-face');
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    for (const leave of ['next-person', 'finish'] as const) {
      await kiosk.send(leave);
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
      kiosk.reader.tellCard();
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
      kiosk.scanner.show(codeOf(khoa));
      expect(kiosk.at('identify').card).toEqual({ state: 'awaited', otherCardThere: true });
      await kiosk.send('start-over');
    }
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.reader.reads).toHaveLength(1);
    kiosk.reader.takeCard();
    kiosk.reader.layCard();
    expect(kiosk.at('identify').card.state).toBe('reading');
    expect(kiosk.reader.reads).toHaveLength(2);
  });

  it('whom the same person brings: they need not show themselves again', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send('bring-somebody');
    kiosk.hospital.answers.appointments = { ok: true, value: [] };
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
    await byCode(kiosk, minh);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    await kiosk.send('next-person');
    expect(kiosk.at('companion')).toMatchObject({ problem: 'none', holder: { fullName: hanh.fullName } });
    expect(kiosk.memory()).not.toContain(minh.idNumber);
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(khoa) } };
    await byCode(kiosk, khoa);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({
      person: { idNumber: khoa.idNumber },
      carer: { idNumber: hanh.idNumber },
    });
    expect(kiosk.queue.drafts).toHaveLength(2);
  });

  it('who does not come after all: then whoever brings them may be the patient, or leaves', async () => {
    for (const leave of ['back', 'silence'] as const) {
      const kiosk = openFullKiosk();
      await usualVisit.choose(kiosk);
      await kiosk.send('bring-somebody');
      kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
      await byCode(kiosk, minh);
      await kiosk.send('walk-in');
      await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
      await kiosk.send('confirm');
      await kiosk.send('next-person');
      if (leave === 'back') {
        await kiosk.send('back');
        expect(kiosk.at('appointments')).toMatchObject({ holder: { fullName: hanh.fullName }, carer: null });
      } else {
        await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs);
        expect(kiosk.shown().step).toBe('attract');
        expect(kiosk.memory()).not.toContain(hanh.idNumber);
      }
    }
  });

  it('is nobody’s after a ticket that was shown again', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    await kiosk.send('finish');
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket').canGoOn).toBe(false);
    await kiosk.send('next-person');
    expect(kiosk.shown().step).toBe('ticket');
  });
});
