import { describe, expect, it } from 'vitest';
import { type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { openGalleryKiosk } from './visit-testing-gallery.ts';
import { codeOf, hanh, khoa, minh } from './visit-testing-people.ts';

/** What scanner and reader see while somebody types: of use to whoever shows it, and never the end of what was typed. */

const vneid = { kind: 'vneid', token: 'VNEID:opaque-0001' } as const;
const unknown = { kind: 'unknown', reason: 'web-address' } as const;

async function show(kiosk: FullKiosk, code: Parameters<FullKiosk['scanner']['show']>[0]): Promise<void> {
  kiosk.scanner.show(code);
  await settle();
}
const told = (kiosk: FullKiosk) => {
  const { strayCode, codes } = kiosk.visit.view();
  return [strayCode, codes.inVain];
};

describe.each([
  ['typed', 'type-number', openFullKiosk],
  ['returning', 'return-by-face', openGalleryKiosk],
] as const)('on the page of one’s own number (%s)', (step, intent, open: () => FullKiosk) => {
  async function typing(): Promise<FullKiosk> {
    const kiosk = open();
    await kiosk.send(intent);
    expect(kiosk.shown().step).toBe(step);
    return kiosk;
  }

  it('a card’s code, a ticket and a VNeID code are taken as on the first screen', async () => {
    const byCard = await typing();
    await show(byCard, codeOf(khoa));
    expect(byCard.at('identify').holder.fullName).toBe(khoa.fullName);
    const byTicket = await typing();
    await show(byTicket, { kind: 'ticket', key: 'key-1' });
    expect(byTicket.shown().step).toBe('my-ticket');
    const byPhone = await typing();
    await show(byPhone, vneid);
    expect(byPhone.shown()).toEqual({ step: 'attract', prompt: 'code-unchecked' });
  });

  it('a code of no use is said to be none each time, until the page is left', async () => {
    const kiosk = await typing();
    await show(kiosk, unknown);
    expect(told(kiosk)).toEqual(['unknown-code', 1]);
    kiosk.scanner.garble();
    expect(told(kiosk)).toEqual(['unreadable-code', 2]);
    expect(kiosk.shown().step).toBe(step);
    await kiosk.send('back');
    expect(kiosk.visit.view().strayCode).toBe('none');
  });
});

describe('on the page of the number of whom somebody brings', () => {
  async function typing(): Promise<FullKiosk> {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send('bring-somebody');
    await kiosk.send('type-number');
    expect(kiosk.at('typed').whose).toBe('companion');
    return kiosk;
  }

  it.each([
    ['a code of no use', async (kiosk: FullKiosk): Promise<void> => show(kiosk, unknown), 'unknown-code'],
    ['one that is cut off', async (kiosk: FullKiosk): Promise<void> => kiosk.scanner.garble(), 'unreadable-code'],
    ['their own', async (kiosk: FullKiosk): Promise<void> => show(kiosk, codeOf(hanh)), 'unknown-code'],
    [
      'a ticket',
      async (kiosk: FullKiosk): Promise<void> => show(kiosk, { kind: 'ticket', key: 'key-1' }),
      'unknown-code',
    ],
  ] as const)('%s is said to be of none, and the page stays', async (_, shows, said) => {
    const kiosk = await typing();
    const before = kiosk.at('typed');
    await shows(kiosk);
    expect(told(kiosk)).toEqual([said, 1]);
    expect(kiosk.at('typed')).toEqual(before);
    await kiosk.send('back');
    expect(kiosk.at('companion').problem).toBe('none');
    expect(kiosk.visit.view().strayCode).toBe('none');
  });

  it('a card that is laid there is to be taken back, and asks nothing', async () => {
    const kiosk = await typing();
    kiosk.reader.layCard();
    await settle();
    expect(kiosk.at('typed').cardStillThere).toBe(true);
    kiosk.reader.takeCard();
    expect(kiosk.at('typed').cardStillThere).toBe(false);
  });

  it('the code of whom they bring is as good as the number', async () => {
    const kiosk = await typing();
    await show(kiosk, codeOf(minh));
    expect(kiosk.at('identify').holder.fullName).toBe(minh.fullName);
  });

  it('and where a code is asked for, a ticket says nothing of the patient', async () => {
    const kiosk = await typing();
    await kiosk.send('back');
    await show(kiosk, { kind: 'ticket', key: 'key-1' });
    expect(kiosk.at('companion').problem).toBe('unknown-code');
    expect(told(kiosk)).toEqual(['none', 1]);
  });
});
