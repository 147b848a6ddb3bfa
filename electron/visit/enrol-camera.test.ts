import { describe, expect, it } from 'vitest';
import { pendingEntry, usualVisit } from './visit-testing.ts';
import { type GalleryKiosk, moveAsAsked, openGalleryKiosk } from './visit-testing-gallery.ts';
import { codeOf, khoa } from './visit-testing-people.ts';

/** While the camera keeps a face: the ticket behind it is still its owner's, and the next one may be there already. */

async function looking(): Promise<GalleryKiosk> {
  const kiosk = openGalleryKiosk();
  await usualVisit.ticket(kiosk);
  await kiosk.send('enrol-face');
  await kiosk.send('confirm');
  await kiosk.send({ type: 'camera', state: 'ready' });
  expect(kiosk.at('recognise').purpose).toBe('enrol');
  return kiosk;
}

async function done(): Promise<GalleryKiosk> {
  const kiosk = await looking();
  await moveAsAsked(kiosk, 0.9);
  expect(kiosk.at('recognise').state).toBe('done');
  return kiosk;
}

describe.each([
  ['looks', looking],
  ['has seen enough', done],
])('a camera that %s', (_, reach) => {
  it('hears of the ticket what the hospital says late', async () => {
    const kiosk = await reach();
    const changed = { ticket: { number: 'M-7', official: true }, replacedNumber: 'M-1', state: 'confirmed' } as const;
    kiosk.queue.rows.set('key-1', pendingEntry({ key: 'key-1', ...changed }));
    kiosk.queue.listeners.tell('key-1');
    expect(kiosk.state().context.ticket).toMatchObject({ sync: 'confirmed', number: 'M-7' });
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    expect(kiosk.queue.entry('key-1')?.ticketShown).toBe(true);
  });

  it('has a card beside it that is of whoever comes next', async () => {
    const kiosk = await reach();
    kiosk.reader.layCard();
    await kiosk.send('start-over');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('identify').card.state).toBe('reading');
  });
});
