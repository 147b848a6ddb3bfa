import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { hanhsFactor, moveAsAsked, openGalleryKiosk } from './visit-testing-gallery.ts';
import { chipOf, codeOf, covered, hanh, insuranceCodeOf, khoa, patientCode, sample } from './visit-testing-people.ts';
import { layStrange } from './visit-testing-ways.ts';

/** The visit behind the question whose it is: it neither goes on nor ends for somebody who only came by. */

const { idleWarningMs, idleGraceMs, lookupMs, cameraStartMs, faceSearchMs } = defaultDelays;

describe('a question about insurance', () => {
  it('takes nothing of somebody else for the patient’s', async () => {
    const kiosk = openFullKiosk();
    const value = { ...covered, code: '010', outcome: 'not-covered' } as const;
    kiosk.hospital.answers.eligibility = { ok: true, value };
    await byCode(kiosk);
    expect(kiosk.shown().step).toBe('insurance');
    await layStrange(kiosk);
    const asked = kiosk.hospital.callsOf('eligibility').length;
    kiosk.scanner.show(insuranceCodeOf(khoa));
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    kiosk.scanner.show({ kind: 'vneid', token: 'VNEID:opaque-0001' });
    kiosk.scanner.show({ kind: 'unknown', reason: 'no-known-format' });
    kiosk.scanner.garble();
    await settle();
    expect(kiosk.shown().step).toBe('whose');
    expect(kiosk.hospital.callsOf('eligibility')).toHaveLength(asked);
    await kiosk.send('go-on-visit');
    expect(kiosk.at('insurance').state).toBe('deciding');
    expect(kiosk.state().context.identity?.shownInsurance).toBeNull();
  });
});

describe('the hospital’s answer', () => {
  it('prints no paper before somebody has said whose visit this is', async () => {
    const kiosk = openFullKiosk({ knownClinics: () => [] });
    kiosk.hospital.held.add('findPatient');
    await usualVisit.awaiting(kiosk);
    await kiosk.send('continue-without-card');
    kiosk.scanner.show(codeOf(khoa));
    await kiosk.advance(lookupMs + 1_000);
    expect(kiosk.shown().step).toBe('whose');
    expect(kiosk.queue.drafts).toEqual([]);
    await kiosk.send('go-on-visit');
    expect(kiosk.at('desk').reason).toBe('no-clinic');
  });

  it.each(['yes', 'no'] as const)('nor does the gallery’s: enrolled %s', async (held) => {
    const kiosk = openGalleryKiosk();
    kiosk.faces.answers.holds = held;
    kiosk.faces.held.add('holds');
    kiosk.scanner.show(patientCode);
    await settle();
    kiosk.scanner.show(codeOf(khoa));
    kiosk.faces.callsOf('holds').at(-1)?.answer();
    await settle();
    expect(kiosk.shown().step).toBe('whose');
    await kiosk.send('go-on-visit');
    expect(kiosk.shown().step).toBe(held === 'yes' ? 'recognise' : 'appointments');
  });
});

describe('a face check', () => {
  it('waits, and goes on where it was', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    kiosk.scanner.show(codeOf(khoa));
    await kiosk.advance(idleWarningMs - 1_000);
    await kiosk.send('presence');
    await kiosk.send('go-on-visit');
    expect(kiosk.shown().step).toBe('verify');
    await kiosk.send(sample(0.9));
    await kiosk.send(sample(0.9));
    expect(kiosk.at('verify').face.state).toBe('matched');
    expect(Math.max(cameraStartMs, faceSearchMs)).toBeLessThan(idleWarningMs);
  });
});

describe('somebody else’s code', () => {
  it.each([codeOf(khoa), { kind: 'ticket', key: 'key-1' }, { kind: 'vneid', token: 'VNEID:opaque-0001' }] as const)(
    'that lies under the scanner keeps nobody’s data on the kiosk: $kind',
    async (code) => {
      const kiosk = openFullKiosk();
      await usualVisit.choose(kiosk);
      for (let passedMs = 0; passedMs < idleWarningMs + idleGraceMs; passedMs += 3_000) {
        kiosk.scanner.show(code);
        await kiosk.advance(3_000);
      }
      expect(kiosk.memory()).not.toContain(hanh.idNumber);
    },
  );

  it('ends no visit where none may begin', async () => {
    let isOpen = true;
    const kiosk = openFullKiosk({ isOpen: () => isOpen });
    await usualVisit.choose(kiosk);
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('whose').canStart).toBe(true);
    isOpen = false;
    expect(kiosk.at('whose').canStart).toBe(false);
    await kiosk.send('start-for-other');
    expect(kiosk.shown().step).toBe('whose');
    await kiosk.send('go-on-visit');
    expect(kiosk.at('choose').holder.fullName).toBe(hanh.fullName);
  });

  it('leaves the emergency to whoever comes', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    kiosk.scanner.show(codeOf(khoa));
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
  });
});

describe('another card', () => {
  it('is asked about at the greeting, at a card that has run out, and where somebody is brought', async () => {
    const greeted = openFullKiosk({ cameraConfigured: false });
    await usualVisit.chipRead(greeted);
    greeted.scanner.show(codeOf(khoa));
    expect(greeted.shown().step).toBe('whose');
    const expired = openFullKiosk();
    await usualVisit.reading(expired);
    expired.reader.read.answer(chipOf(hanh, { holder: { expiryDate: '2020-01-01' } }));
    await settle();
    expect(expired.at('identify').card.state).toBe('expired');
    expired.reader.takeCard();
    await layStrange(expired);
    expect(expired.shown().step).toBe('whose');
    const bringing = openFullKiosk();
    await byCode(bringing);
    await bringing.send('bring-somebody');
    await layStrange(bringing);
    expect(bringing.shown().step).toBe('whose');
    bringing.scanner.show({ kind: 'vneid', token: 'VNEID:opaque-0001' });
    bringing.scanner.show(codeOf(khoa));
    expect(bringing.at('whose').about).toBe('code');
    await bringing.send('go-on-visit');
    expect(bringing.at('companion').holder.fullName).toBe(hanh.fullName);
  });

  it('goes on by card where nobody is named yet', async () => {
    const kiosk = openGalleryKiosk();
    await kiosk.send('return-by-face');
    kiosk.reader.layCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    kiosk.reader.takeCard();
    await kiosk.send('return-by-face');
    await kiosk.send(hanhsFactor);
    expect(kiosk.shown().step).toBe('recognise');
    kiosk.reader.layCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
  });

  it('is asked about beside a paper, and when a face was just recognised', async () => {
    for (const when of ['asking', 'done'] as const) {
      const kiosk = openGalleryKiosk();
      kiosk.faces.answers.holds = 'yes';
      kiosk.scanner.show(patientCode);
      await settle();
      if (when === 'done') {
        await kiosk.send('confirm');
        await kiosk.send({ type: 'camera', state: 'ready' });
        await moveAsAsked(kiosk);
        expect(kiosk.at('recognise').state).toBe('done');
      }
      kiosk.reader.layCard();
      await settle();
      await kiosk.advance(1_000);
      expect(kiosk.at('whose').about).toBe('card');
      await kiosk.send('go-on-visit');
      expect(kiosk.shown().step).toBe('appointments');
    }
  });

  it('on a ticket is of whoever comes next', async () => {
    for (const step of ['ticket', 'desk'] as const) {
      const kiosk = openFullKiosk();
      await usualVisit[step](kiosk);
      kiosk.reader.layCard();
      expect(kiosk.at(step).cardStillThere).toBe(false);
      await kiosk.send('finish');
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
      kiosk.scanner.show(codeOf(khoa));
      expect(kiosk.at('identify').card.state).toBe('reading');
    }
  });

  it('on a ticket, left there, is told of in the end', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    kiosk.reader.layCard();
    await kiosk.send('finish');
    await kiosk.advance(idleWarningMs);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
  });

  it('on a kiosk that is closed is to be taken back', async () => {
    const kiosk = openFullKiosk({ isOpen: () => false });
    kiosk.reader.layCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
    kiosk.reader.takeCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
  });
});
