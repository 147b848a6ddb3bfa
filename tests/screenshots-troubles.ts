import { cancelTicket, chooseClinic, scanTicket, show, takeTicket, unknownTicket } from './harness/visits.ts';
import type { Stage } from './screenshots-stage.ts';

/** The screens of what fails, and of tickets that are shown again, for `npm run screenshots`. */

export async function cardTrouble({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'insert-card', personId: 'p14' });
  await hand.at('attract', ({ prompt }) => prompt === 'show-code');
  await take('card-before-code');
  hand.simulate({ type: 'remove-card' });
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  hand.simulate({ type: 'scan-person', personId: 'p14', code: 'cccd' });
  await hand.at('identify');
  hand.simulate({ type: 'fail-next', device: 'reader' });
  hand.simulate({ type: 'insert-card', personId: 'p14' });
  await hand.at('identify', ({ card }) => card.state === 'problem');
  await take('card-pulled');
  hand.simulate({ type: 'insert-card', personId: 'p01' });
  await hand.at('identify', ({ card }) => card.state === 'problem' && card.problem === 'wrong-key');
  await take('card-other');
  hand.simulate({ type: 'remove-card' });
}

export async function codeTrouble({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan', text: 'https://example.org/menu' });
  await hand.at('attract', ({ prompt }) => prompt === 'unknown-code');
  await take('code-unknown');
}

export async function cardLeft({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: 'p04', code: 'cccd' });
  await hand.at('identify');
  hand.simulate({ type: 'insert-card', personId: 'p04' });
  await hand.at('appointments');
  await take('appointments-card-still-there');
  hand.intent({ type: 'start-over' });
  await hand.at('attract', ({ prompt }) => prompt === 'card-forgotten');
  await take('card-forgotten');
}

export async function hospitalAway({ hand, kiosk, take }: Stage): Promise<void> {
  kiosk.hospital.cut();
  hand.simulate({ type: 'scan-person', personId: 'f05', code: 'cccd' });
  await hand.at('identify');
  hand.intent({ type: 'continue-without-card' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await take('hospital-away-clinics');
  await chooseClinic(hand, 'ngoai');
  hand.intent({ type: 'confirm' });
  await hand.at('ticket');
  await take('hospital-away-ticket');
  await kiosk.hospital.restore();
  await hand.snapshotWith('the hospital', ({ devices }) => devices.hospital === 'reachable');
}

export async function desk({ hand, take }: Stage): Promise<void> {
  await show(hand, { type: 'scan-person', personId: 'f10', code: 'cccd' }, ({ step }) => step === 'identify');
  hand.intent({ type: 'continue-without-card' });
  await hand.at('desk');
  await take('desk-several-records');
}

export async function myTicket({ hand, kiosk, take }: Stage): Promise<void> {
  const shown = (wanted: string) =>
    hand
      .at('my-ticket', ({ now }) => now.state === 'shown' && now.status === wanted)
      .then(() => take(`my-ticket-${wanted}`));
  const asked = (wanted: 'choosing' | 'confirming' | 'asking-to-cancel') =>
    hand.at('my-ticket', ({ now }) => now.state === wanted).then(() => take(`my-ticket-${wanted}`));
  await scanTicket(hand, unknownTicket);
  await shown('unknown');
  const ticket = await takeTicket(hand, 'f13', 'mat');
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await takeTicket(hand, 'f13', 'mat');
  await take('ticket-existing');
  await scanTicket(hand, ticket.code);
  await shown('confirmed');
  hand.intent({ type: 'change-clinic' });
  await asked('choosing');
  hand.intent({ type: 'choose-clinic', clinicId: 'san' });
  await asked('confirming');
  hand.intent({ type: 'confirm' });
  const moved = await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-moved');
  for (const state of ['called', 'done'] as const) {
    kiosk.hospital.staff.setTicket(ticket.key, state);
    await scanTicket(hand, moved.code);
    await shown(state);
  }
  kiosk.hospital.cut();
  const given = await takeTicket(hand, 'f03', 'mat');
  await scanTicket(hand, given.code);
  await shown('sending');
  hand.intent({ type: 'cancel-ticket' });
  await asked('asking-to-cancel');
  hand.intent({ type: 'back' });
  await cancelTicket(hand);
  await take('my-ticket-goodbye');
  await scanTicket(hand, given.code);
  await shown('cancelled');
  // The kiosk remembers which clinic was closed: each refusal is another one's.
  for (const [personId, clinicId, sendTo] of [
    ['p08', 'mat', 'tai-mui-hong'],
    ['f07', 'ngoai', null],
  ] as const) {
    kiosk.hospital.cut();
    const refused = await takeTicket(hand, personId, clinicId);
    kiosk.hospital.staff.setClinic(clinicId, { hours: [], sendTo });
    await kiosk.hospital.restore();
    await hand.row(refused.key, ({ state }) => state === 'dead');
    await scanTicket(hand, refused.code);
    await hand.at('my-ticket', ({ now }) => now.state === 'shown' && now.status === 'refused');
    await take(sendTo === null ? 'my-ticket-refused' : 'my-ticket-refused-elsewhere');
    kiosk.hospital.staff.setClinic(clinicId, {});
  }
  await hand.snapshotWith('the hospital', ({ devices }) => devices.hospital === 'reachable');
}

export async function scannerAway({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'plug', device: 'scanner', plugged: false });
  await hand.snapshotWith('a scanner that is away', ({ devices }) => devices.scanner !== 'ready');
  await take('scanner-away');
  hand.intent({ type: 'call-staff' });
  await hand.snapshotWith('staff', ({ staffCall }) => staffCall === 'known');
  await take('scanner-away-staff-called');
  hand.simulate({ type: 'plug', device: 'scanner', plugged: true });
  await hand.snapshotWith('the scanner', ({ devices }) => devices.scanner === 'ready');
}

export async function idle({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: 'f04', code: 'cccd' });
  await hand.at('identify');
  await hand.snapshotWith('the warning', ({ idleSecondsLeft }) => idleSecondsLeft !== null);
  await take('idle');
}
