import { describe, expect, it } from 'vitest';
import { openFullKiosk, usualVisit } from './visit-testing.ts';
import { openGalleryKiosk } from './visit-testing-gallery.ts';
import { codeOf, khoa } from './visit-testing-people.ts';

/** Whose card lies there may be gone for good: it takes no way from anybody else. */

async function cardForgotten(kiosk = openFullKiosk()) {
  await usualVisit.chipRead(kiosk);
  await kiosk.send('start-over');
  expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
  return kiosk;
}

describe('beside a card that was left', () => {
  it.each([
    ['type-number', 'typed'],
    ['ask-for-staff', 'desk'],
    ['emergency', 'emergency'],
  ] as const)('%s leads where it always does', async (intent, step) => {
    const kiosk = await cardForgotten();
    await kiosk.send(intent);
    expect(kiosk.at(step).cardStillThere).toBe(true);
  });

  it('who agreed to it comes back by face', async () => {
    const kiosk = await cardForgotten(openGalleryKiosk());
    await kiosk.send('return-by-face');
    expect(kiosk.at('returning').cardStillThere).toBe(true);
  });

  it('a code begins a visit, which asks for the card to be taken away first', async () => {
    const kiosk = await cardForgotten();
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('identify').card).toEqual({ state: 'awaited', otherCardThere: true });
  });

  it('that gives no answer, whoever comes next is asked for the same, and is blamed for nothing', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    kiosk.reader.layUnreadable('mute');
    await kiosk.send('start-over');
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('identify').card).toEqual({ state: 'awaited', otherCardThere: true });
    kiosk.reader.takeCard();
    kiosk.reader.layUnreadable('mute');
    expect(kiosk.at('identify').card).toMatchObject({ state: 'problem', problem: 'mute-card' });
  });

  it('nothing begins while the kiosk is closed', async () => {
    let isOpen = true;
    const kiosk = await cardForgotten(openFullKiosk({ isOpen: () => isOpen }));
    isOpen = false;
    for (const intent of ['type-number', 'ask-for-staff'] as const) {
      await kiosk.send(intent);
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
    }
  });
});
