import { describe, expect, it } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import type { VisitSnapshot } from '../electron/bridge/snapshot.ts';
import type { Screen } from './harness/screen.ts';
import { useGallery } from './harness/gallery.ts';
import { type Orientation, orientations } from './harness/gallery-server.ts';
import { type Measured, measurePage } from './harness/measure-page.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import { quickSettings, takeTicket } from './harness/visits.ts';

/**
 * A finger comes down while the number counts its last seconds: the countdown goes, nothing else moves, and what was pressed
 * is done.
 */

const browser = useBrowser();
const kiosk = useKiosk({ settings: [...quickSettings, 'delays.endWarningMs = 700', 'delays.endGraceMs = 15000'] });

/** The buttons below a ticket that its owner has already, and what each leads to. */
const others = [
  {
    button: vi.paper.print,
    leadsTo: ({ step }: VisitSnapshot, paper: string) => step === 'ticket' && paper !== 'none',
  },
  { button: vi.ticket.change, leadsTo: ({ step }: VisitSnapshot) => step === 'my-ticket' },
  {
    button: vi.ticket.nextPerson,
    leadsTo: (visit: VisitSnapshot) => visit.step === 'attract' && visit.prompt === 'next-person',
  },
] as const;

/** What ends the visit, and what keeps the number or the screen. */
const finishes = new Set([vi, en].flatMap((words) => [words.ticket.finish, words.desk.finish, words.emergency.close]));
const keeps = /^(Giữ|Keep)/;

const keepIt = (screen: Screen) => screen.page.getByRole('button', { name: /^Giữ lại/ });

describe('a press that ends the countdown', () => {
  it.each(others)('still counts: $button', async ({ button, leadsTo }) => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.page.locator('main').waitFor();
    await takeTicket(hand, 'f03', 'mat');
    await hand.at('ticket', ({ sync }) => sync === 'confirmed');
    await takeTicket(hand, 'f03', 'mat');
    await hand.at('ticket', ({ origin }) => origin === 'existing');
    await keepIt(screen).waitFor();
    for (const other of others) await screen.button(other.button).waitFor();

    const place = await screen.button(button).boundingBox();
    if (!place) throw new Error(`${button} is nowhere.`);
    await screen.page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
    await screen.page.mouse.down();
    await hand.snapshotWith('no countdown', ({ idleSecondsLeft }) => idleSecondsLeft === null);
    await keepIt(screen).waitFor({ state: 'detached' });
    await screen.page.mouse.up();
    const { visit } = await hand.snapshotWith(button, (snapshot) => leadsTo(snapshot.visit, snapshot.paper));
    expect(visit).toBeDefined();
  });
});

const show = useGallery();

/** With no, one and up to four buttons beside the one that ends the visit, on full and on empty screens. */
const ends = [
  'ticket-new',
  'ticket-existing',
  'ticket-existing-next',
  'ticket-existing-enrolled',
  'ticket-existing-all',
  'ticket-others-paged',
  'payment-due-offline',
  'payment-due-unprinted',
  'desk-taken',
  'desk-unprinted',
  'emergency-known',
  'emergency-call-out',
];
const looks = [
  ['vi', 'portrait'],
  ['en', 'landscape'],
] as const satisfies readonly (readonly [string, Orientation])[];
const modes = { usual: {}, 'large text': { text: 'large' }, 'low reach': { reach: 'low' } };

describe.each(looks)('in %s, %s,', (language, orientation) => {
  it.each(Object.entries(modes))(
    'nothing moves when the countdown comes and goes: %s',
    async (_mode, query) => {
      for (const state of ends) {
        const measured = async (seconds: string): Promise<Measured> =>
          measurePage(
            await show({ state, language, viewport: orientations[orientation], query: { ...query, ends: seconds } }),
          );
        const still = await measured('never');
        const finish = still.targets.find(({ name }) => finishes.has(name));
        const placesOf = ({ targets, questionPx, wordPx }: Measured) => ({
          questionPx,
          words: wordPx.filter(({ words }) => !keeps.test(words)),
          // It gives half of its place to the button that keeps the number.
          targets: targets
            .filter(({ name }) => !keeps.test(name))
            .map((target) => (finishes.has(target.name) ? { ...target, right: finish?.right } : target)),
        });
        const counted = await measured('12');
        expect(
          counted.targets.map(({ name }) => name).filter((name) => keeps.test(name)),
          state,
        ).toHaveLength(1);
        expect(placesOf(counted), state).toEqual(placesOf(still));
        expect(placesOf(await measured('never')), state).toEqual(placesOf(still));
      }
    },
    120_000,
  );
});
