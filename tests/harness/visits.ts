import { ticketCode } from '../../native/citizen-id/ticket-code.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import type { HouseKiosk } from './kiosk.ts';
import type { StationHand } from './station-client.ts';

/** Scripted visits by code, for tests that are about what comes after them. */

export type TicketView = VisitAt<'ticket'>;

/** For a kiosk without a reader, whose visits do not wait long for a hospital that is away. */
export const quickSettings = [
  'devices.reader.kind = "none"',
  'delays.lookupMs = 600',
  'delays.leaseMs = 400',
  'his.timeoutMs = 800',
];

/** Ends whatever is on the screen. A scanner leaves out what it has just read: another code comes before the next one. */
async function toAttract(hand: StationHand): Promise<void> {
  hand.intent({ type: 'finish' });
  hand.intent({ type: 'start-over' });
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  hand.simulate({ type: 'scan', text: 'no code of ours' });
  await hand.at('attract', ({ prompt }) => prompt === 'unknown-code');
}

/** The clinics that a person is offered. */
export async function toClinics(hand: StationHand, personId: string): Promise<VisitAt<'choose'>> {
  await toAttract(hand);
  hand.simulate({ type: 'scan-person', personId, code: 'cccd' });
  const { visit } = await hand.snapshotWith('a visit', (snapshot) => snapshot.visit.step !== 'attract');
  if (visit.step === 'identify') hand.intent({ type: 'continue-without-card' });
  return hand.at('choose', ({ state }) => state === 'ready');
}

/** Registers a person at a clinic; answers with the ticket as soon as there is one. */
export async function takeTicket(hand: StationHand, personId: string, clinicId: string): Promise<TicketView> {
  await toClinics(hand, personId);
  hand.intent({ type: 'choose-clinic', clinicId });
  await hand.at('confirm');
  hand.intent({ type: 'confirm' });
  return hand.at('ticket');
}

/** Shows a ticket's code to a kiosk at rest. */
export async function scanTicket(hand: StationHand, code: string): Promise<VisitAt<'my-ticket'>> {
  await toAttract(hand);
  hand.simulate({ type: 'scan', text: code });
  return hand.at('my-ticket');
}

/** Moves the scanned ticket to another clinic; answers with the new one. */
export async function moveTicket(hand: StationHand, clinicId: string): Promise<TicketView> {
  hand.intent({ type: 'change-clinic' });
  await hand.at('my-ticket', ({ now }) => now.state === 'choosing');
  hand.intent({ type: 'choose-clinic', clinicId });
  await hand.at('my-ticket', ({ now }) => now.state === 'confirming');
  hand.intent({ type: 'confirm' });
  return hand.at('ticket');
}

/** Cancels the scanned ticket. */
export async function cancelTicket(hand: StationHand): Promise<void> {
  hand.intent({ type: 'cancel-ticket' });
  await hand.at('my-ticket', ({ now }) => now.state === 'asking-to-cancel');
  hand.intent({ type: 'confirm' });
  await hand.at('my-ticket', ({ now }) => now.state === 'cancelled');
}

/** What the hospital has of a check-in key. */
export const registrationOf = ({ hospital }: HouseKiosk, key: string) =>
  hospital.registrations().find((registration) => registration.key === key);

/** The code of a ticket that no kiosk ever gave. */
export const unknownTicket = ticketCode('00000000-0000-4000-8000-000000000000');
