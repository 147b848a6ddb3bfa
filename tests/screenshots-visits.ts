import { arriveForAll, chooseClinic, toStep } from './harness/visits.ts';
import type { Stage } from './screenshots-stage.ts';

/** The screens of visits that go well, or ask something, for `npm run screenshots`. */

export async function byCard(stage: Stage): Promise<void> {
  const { hand, screen, take } = stage;
  await take('attract');
  hand.simulate({ type: 'scan-person', personId: 'p02', code: 'cccd' });
  await hand.at('identify');
  await take('card-awaited');
  hand.simulate({ type: 'insert-card', personId: 'p02' });
  await hand.at('identify', ({ card }) => card.state === 'reading');
  await take('card-reading');
  // Greeted by name, the card still on the reader.
  await hand.at('verify');
  await screen.page.locator('video').waitFor();
  await take('greeting');
  hand.simulate({ type: 'remove-card' });
  await hand.at('verify', ({ face }) => face.instruction === 'no-face');
  await take('face-nobody');
  await screen.beforeCamera({ camera: 'simulated', url: '/people/p02/live1.jpg' });
  await hand.at('verify', ({ face }) => face.state === 'matched');
  await take('face-matched');
  await hand.at('details');
  await take('details-phone');
  hand.intent({ type: 'skip-answer' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await take('clinics');
  hand.intent({ type: 'choose-specialty', code: 'noi' });
  await hand.at('confirm');
  await take('confirm-quickest');
  hand.intent({ type: 'choose-room' });
  await hand.at('choose', ({ state }) => state === 'rooms');
  await take('rooms');
  hand.intent({ type: 'choose-any' });
  await hand.at('confirm');
  await take('confirm-proven');
  hand.intent({ type: 'confirm' });
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-confirmed');
}

export async function byCode({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: 'f04', code: 'cccd' });
  await hand.at('identify');
  hand.intent({ type: 'continue-without-card' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await chooseClinic(hand, 'ngoai');
  await take('confirm-claimed');
  hand.intent({ type: 'confirm' });
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-claimed');
  await hand.snapshotWith('the countdown', ({ idleSecondsLeft }) => idleSecondsLeft !== null);
  await take('ticket-ending');
}

export async function withAppointment({ hand, take }: Stage): Promise<void> {
  await toStep(hand, 'p06', 'appointments');
  await take('appointment');
  await toStep(hand, 'f25', 'appointments');
  await take('appointments');
  await arriveForAll(hand, 'f25');
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-two-numbers');
  for (const [id, state] of [
    ['f26', 'other-day'],
    ['f27', 'cancelled'],
    ['f28', 'moved'],
    ['f29', 'doctor-absent'],
  ] as const) {
    await toStep(hand, id, 'appointments');
    await take(`appointment-${state}`);
  }
}

export async function questions({ hand, take }: Stage): Promise<void> {
  for (const [id, what] of [
    ['f07', 'expired'],
    ['f19', 'open-stay'],
    ['f21', 'referral-over'],
  ] as const) {
    await toStep(hand, id, 'insurance');
    await take(`insurance-${what}`);
  }
  await toStep(hand, 'f31', 'choose');
  await take('clinics-last-time');
  await chooseClinic(hand, 'san');
  await take('confirm-declare');
  hand.intent({ type: 'declare', what: 'pregnancy', isSo: true });
  await hand.at('confirm', ({ stream }) => stream === 'priority');
  await take('confirm-declared');
  hand.intent({ type: 'back' });
  hand.intent({ type: 'bring-somebody' });
  await hand.at('companion');
  await take('companion');
}

export async function byNumber({ hand, take }: Stage): Promise<void> {
  hand.intent({ type: 'type-number' });
  await hand.at('typed');
  await take('typed-number');
  hand.intent({ type: 'back' });
  await hand.at('attract');
  hand.intent({ type: 'emergency' });
  await hand.snapshotWith('staff', ({ staffCall }) => staffCall === 'known');
  await take('emergency');
}

export async function longName({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: 'f06', code: 'cccd' });
  await hand.at('identify');
  await take('long-name-card-awaited');
  hand.intent({ type: 'continue-without-card' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await chooseClinic(hand, 'tai-mui-hong');
  await take('long-name-confirm');
}
