import { setTimeout as pause } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { createStopwatch } from '../../electron/stopwatch.ts';
import type { VisitSnapshot } from '../../electron/bridge/snapshot.ts';
import { vi } from '../../renderer/language/vi.ts';
import type { VisitTime } from '../../sync/queue/visit-times.ts';
import type { Screen } from '../harness/screen.ts';
import type { StationHand } from '../harness/station-client.ts';

/**
 * The patient's eyes and hand: everything is pressed on the page in Chromium, a second after it can be seen there, and what
 * counts as the end is the number that can be read. What the page and its painting take is the machine's.
 */

export const choiceMs = 1_000;
/** A digit on the number pad. */
const digitMs = 400;
/** The camera's movements with all their tries, on a busy machine. */
const longestWaitMs = 90_000;
/** To each stopwatch. */
const onlyVisitor = 1;

/** A visit from its first sign on. */
export interface PatientTime {
  /** By the station's stopwatch, which knows what of it was waiting for the person. */
  station: VisitTime;
  /** Of what the stopwatch calls waiting for the person: until what is asked could be seen on the page. */
  drawnMs: number;
  /** Until the number could be read on the page. */
  numberMs: number;
  /** Until the paper was out. */
  paperMs: number;
}

/** What the patient presses where the screen asks, as a selector; null: nothing is asked of the hand. `clinicName` as in `toTicket`. */
function pressedAt(visit: VisitSnapshot, clinicName: string | null): string | null {
  const button = (does: string): string => `main button[data-does="${does}"]`;
  switch (visit.step) {
    case 'appointments':
      return button(visit.appointments.some(({ offers }) => offers.includes('arrive')) ? 'arrive' : 'walk-in');
    case 'choose':
      return visit.state === 'clinics' ? button('choose-clinic') : null;
    case 'confirm':
      return visit.state === 'asking' ? button('confirm') : null;
    case 'recognise':
      return visit.state === 'asking' ? button('confirm') : null;
    case 'my-ticket':
      if (visit.now.state !== 'shown' || visit.now.mayReturn === 'no') return null;
      return button(
        visit.now.mayReturn === 'same-clinic' && clinicName === null ? 'return-to-clinic' : 'return-by-face',
      );
    case 'insurance':
      return button('go-on-paying');
    default:
      return null;
  }
}

/** Waits until something can be seen. */
type See = (what: Locator) => Promise<void>;

/** Seen, thought about, pressed. */
async function press(button: Locator, see: See): Promise<void> {
  await see(button);
  await pause(choiceMs);
  await button.click();
}

/** On the page of the list that has it. */
async function pressClinic(screen: Screen, tiles: Locator, clinicName: string, see: See): Promise<void> {
  const tile = tiles.filter({ hasText: clinicName });
  await see(tiles.first());
  while (!(await tile.isVisible())) await press(screen.button(vi.choose.next), see);
  await press(tile, see);
  await screen.page.locator('main[data-step="choose"]').waitFor({ state: 'detached' });
}

/** The digits of one field, and on by the button of this name. */
export async function typeDigits(screen: Screen, digits: string, next: string): Promise<void> {
  for (const digit of digits) {
    await pause(digitMs);
    await screen.page.locator('.pad').getByRole('button', { name: digit, exact: true }).click();
  }
  await press(screen.button(next), (button) => button.waitFor());
}

/** Answers everything until the ticket is on the screen. `clinicName`: null where they are booked, or to the clinic of their ticket. */
export async function toTicket(
  hand: StationHand,
  screen: Screen,
  clinicName: string | null,
  begin: (see: See) => Promise<void>,
): Promise<PatientTime> {
  const times: VisitTime[] = [];
  const stopwatch = createStopwatch({ nowMs: () => performance.now(), record: (recorded) => times.push(recorded) });
  hand.connection.onMessage((message) => {
    if (message.kind !== 'snapshot') return;
    const { visit, paper } = message.snapshot;
    stopwatch.see({ visit, visitor: onlyVisitor, isPrompted: false }, paper);
  });
  const begunMs = performance.now();
  let drawnMs = 0;
  const see: See = async (what) => {
    const askedMs = performance.now();
    await what.waitFor();
    drawnMs += performance.now() - askedMs;
  };
  await begin(see);
  let answered = '';
  while (hand.connection.snapshot().visit.step !== 'ticket') {
    const next = await hand.connection.when(({ visit: asked }) => {
      const key = `${asked.step} ${'state' in asked ? asked.state : ''}`;
      return (
        ['ticket', 'desk', 'attract'].includes(asked.step) ||
        (pressedAt(asked, clinicName) !== null && key !== answered)
      );
    }, longestWaitMs);
    if (next === null) throw new Error(`Nothing follows ${answered}.`);
    const { visit } = next;
    if (visit.step === 'attract') throw new Error(`The visit fell back to the first screen: ${visit.prompt}.`);
    if (visit.step === 'desk') throw new Error(`The visit ended at the desk: ${visit.reason}.`);
    const selector = pressedAt(visit, clinicName);
    if (selector === null) continue;
    answered = `${visit.step} ${'state' in visit ? visit.state : ''}`;
    const buttons = screen.page.locator(selector);
    if (visit.step === 'choose') {
      if (clinicName === null) throw new Error('A clinic is asked for.');
      await pressClinic(screen, buttons, clinicName, see);
    } else await press(buttons.first(), see);
  }
  await screen.page.locator('[data-ticket-number]').waitFor();
  const numberMs = performance.now() - begunMs;
  await hand.snapshotWith('the paper', ({ paper }) => paper !== 'printing');
  const paperMs = performance.now() - begunMs;
  const [station] = times;
  if (station === undefined) throw new Error('The ticket came without times.');
  return { station, drawnMs, numberMs, paperMs };
}
