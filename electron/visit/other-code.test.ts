import { describe, expect, it } from 'vitest';
import { byCode, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, codeOf, hanh, insuranceCodeOf, khoa, patientCode } from './visit-testing-people.ts';

/** Codes that are shown while a card is awaited, and the way back from the list of clinics. */

const codes = [
  ['an insurance card', insuranceCodeOf(hanh)],
  ['a paper', patientCode],
  ['a ticket', { kind: 'ticket', key: 'key-1' }],
  ['a VNeID code', { kind: 'vneid', token: 'VNEID:opaque-0001' }],
  ['something else', { kind: 'unknown', reason: 'no-known-format' }],
] as const;

describe('while the card is awaited, it is said that the card does not open', () => {
  it.each(codes)('by %s', async (_, code) => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    expect(kiosk.at('identify').notice).toBe('none');
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.at('identify').notice).toBe('none');
    kiosk.scanner.show(code);
    expect(kiosk.at('identify')).toMatchObject({ notice: 'not-this-code', holder: { fullName: hanh.fullName } });
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('identify')).toMatchObject({ notice: 'none', holder: { fullName: khoa.fullName } });
  });

  it.each(codes)('by %s after a failed read, until the card is laid again', async (_, code) => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.takeCard();
    kiosk.scanner.show(code);
    expect(kiosk.at('identify')).toMatchObject({ notice: 'not-this-code', card: { problem: 'pulled' } });
    kiosk.reader.layCard();
    expect(kiosk.at('identify')).toMatchObject({ notice: 'none', card: { state: 'reading' } });
  });
});

describe('while the card is read', () => {
  it.each([...codes.slice(2), ['somebody else’s card', codeOf(khoa)] as const])(
    'it is said that this is not the time for %s, and the read goes on',
    async (_, code) => {
      const kiosk = openFullKiosk();
      await usualVisit.reading(kiosk);
      kiosk.scanner.show(codeOf(hanh));
      kiosk.scanner.show(insuranceCodeOf(hanh));
      expect(kiosk.at('identify').notice).toBe('none');
      kiosk.scanner.show(code);
      expect(kiosk.at('identify')).toMatchObject({
        ...{ notice: 'not-this-code', card: { state: 'reading' }, holder: { fullName: hanh.fullName } },
      });
      kiosk.reader.read.answer(chipOf(hanh));
      await settle();
      expect(kiosk.at('verify').holder.fullName).toBe(hanh.fullName);
    },
  );
});

describe('back from the list of clinics', () => {
  it('are the appointments, where there are any', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    expect(kiosk.at('choose').canGoBack).toBe(true);
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('appointments');
    await kiosk.send('walk-in');
    expect(kiosk.shown().step).toBe('choose');
  });

  it('is nothing where nothing is booked', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.appointments = { ok: true, value: [] };
    await byCode(kiosk);
    expect(kiosk.at('choose').canGoBack).toBe(false);
    await kiosk.send('back');
    await settle();
    expect(kiosk.shown().step).toBe('choose');
  });
});
