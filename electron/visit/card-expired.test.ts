import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, hanh } from './visit-testing-people.ts';

/** A card that is out of date: it still says who its holder is, and staff look once more. */

async function read(expiryDate: string | null) {
  const kiosk = openFullKiosk();
  await usualVisit.reading(kiosk);
  kiosk.reader.read.answer(chipOf(hanh, { holder: { expiryDate } }));
  await settle();
  return kiosk;
}

describe('a card that has run out', () => {
  it('is said to have, for as long as it takes to read that', async () => {
    const kiosk = await read('2026-03-01');
    expect(kiosk.at('identify').card).toEqual({ state: 'expired', expiredOn: '2026-03-01', stillThere: true });
    kiosk.reader.takeCard();
    await kiosk.advance(defaultDelays.greetMs);
    expect(kiosk.at('identify').card).toEqual({ state: 'expired', expiredOn: '2026-03-01', stillThere: false });
  });

  it('still registers its holder, whom staff look at once more', async () => {
    const kiosk = await read('2026-03-01');
    await kiosk.send('confirm');
    await kiosk.send('skip-face');
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ identity: 'proven', checkAtDoor: true });
    expect(kiosk.queue.lastDraft).toMatchObject({ checkAtDoor: true });
  });

  it('may be taken to reception instead', async () => {
    const kiosk = await read('2026-03-01');
    await kiosk.send('ask-for-staff');
    expect(kiosk.at('desk').number).toBe('K-1');
  });
});

it.each(['2026-03-02', '2040-01-01', null])('a card that is good until %s goes on as usual', async (expiryDate) => {
  expect((await read(expiryDate)).at('verify').holder.identity).toBe('proven');
});
