import { ticketCode } from '../../native/citizen-id/ticket-code.ts';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { SimulatorCommand } from '../../electron/bridge/messages.ts';
import type { VisitAt, VisitSnapshot, VisitStep } from '../../electron/bridge/snapshot.ts';
import type { HouseKiosk } from './kiosk.ts';
import type { StationHand } from './station-client.ts';
import { until } from './until.ts';

/** Scripted visits by code, for tests that are about what comes after them. */

export type TicketView = VisitAt<'ticket'>;

/** For a kiosk without a reader, whose visits do not wait long for a hospital that is away. */
export const quickSettings = [
  'devices.reader.kind = "none"',
  'delays.lookupMs = 600',
  'delays.leaseMs = 400',
  'his.timeoutMs = 800',
];

/** A scanner passes on five codes a second, which a script shows faster than any patient does. */
const rateMs = 1_000;

/** Shows a code; what was not heard is shown again. */
export async function show(
  hand: StationHand,
  command: SimulatorCommand,
  isHeard: (visit: VisitSnapshot) => boolean,
): Promise<void> {
  await until('a code to be heard', async () => {
    hand.simulate(command);
    return (await hand.connection.when(({ visit }) => isHeard(visit), rateMs)) !== null;
  });
}

/** Ends whatever is on the screen. A scanner leaves out what it has just read: another code comes before the next one. */
async function toAttract(hand: StationHand): Promise<void> {
  hand.intent({ type: 'finish' });
  hand.intent({ type: 'start-over' });
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  await showNothingOfUse(hand);
}

/** A code that the screen answers with words alone. */
export const showNothingOfUse = (hand: StationHand): Promise<void> =>
  show(
    hand,
    { type: 'scan', text: 'no code of ours' },
    (visit) =>
      (visit.step === 'attract' && visit.prompt === 'unknown-code') ||
      (visit.step === 'companion' && visit.problem === 'unknown-code'),
  );

/** What somebody answers on the way who wants to be seen today and nothing else. */
const onTheWay: Partial<Record<VisitStep, VisitIntent>> = {
  identify: { type: 'continue-without-card' },
  insurance: { type: 'go-on-paying' },
  appointments: { type: 'walk-in' },
  details: { type: 'skip-answer' },
};

/** A person's visit until the first of these steps; each question before it is answered. */
export async function toStep<Step extends VisitStep>(
  hand: StationHand,
  personId: string,
  ...steps: readonly Step[]
): Promise<VisitAt<Step>> {
  await toAttract(hand);
  await show(hand, { type: 'scan-person', personId, code: 'cccd' }, ({ step }) => step !== 'attract');
  let before: VisitStep = 'attract';
  for (;;) {
    const { visit } = await hand.snapshotWith(
      `what comes after ${before}`,
      ({ visit: next }) => next.step !== before && !(next.step === 'choose' && next.state === 'looking-up'),
    );
    if (steps.some((step) => step === visit.step)) return visit as VisitAt<Step>;
    const answer = onTheWay[visit.step];
    if (!answer) throw new Error(`${personId} is at ${visit.step} and not at ${steps.join(' or ')}.`);
    hand.intent(answer);
    before = visit.step;
  }
}

/** The clinics that a person is offered. */
export const toClinics = (hand: StationHand, personId: string): Promise<VisitAt<'choose'>> =>
  toStep(hand, personId, 'choose');

/** Chooses a clinic of the list, where it is shortest. */
export function chooseClinic(hand: StationHand, clinicId: string): Promise<VisitAt<'confirm'>> {
  hand.intent({ type: 'choose-clinic', clinicId });
  return hand.at('confirm');
}

/** From the first screen by code and chip card to the ticket, for somebody whose face is before the camera and who is asked nothing. */
export async function takeTicketByCard(hand: StationHand, personId: string, clinicId: string): Promise<TicketView> {
  hand.simulate({ type: 'scan-person', personId, code: 'cccd' });
  await hand.at('identify');
  hand.simulate({ type: 'insert-card', personId });
  await hand.at('verify');
  hand.simulate({ type: 'remove-card' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await chooseClinic(hand, clinicId);
  hand.intent({ type: 'confirm' });
  return hand.at('ticket');
}

/** Registers a person at a clinic; answers with the ticket as soon as there is one. */
export async function takeTicket(hand: StationHand, personId: string, clinicId: string): Promise<TicketView> {
  await toClinics(hand, personId);
  await chooseClinic(hand, clinicId);
  hand.intent({ type: 'confirm' });
  return hand.at('ticket');
}

/** Registers a person for all that they are booked for and may arrive for. */
export async function arriveForAll(hand: StationHand, personId: string): Promise<TicketView> {
  const { appointments } = await toStep(hand, personId, 'appointments');
  const open = appointments.filter(({ offers }) => offers.includes('arrive'));
  hand.intent({ type: 'arrive', appointmentIds: open.map(({ id }) => id) });
  return hand.at('ticket');
}

/** Shows a ticket's code to a kiosk at rest. */
export async function scanTicket(hand: StationHand, code: string): Promise<VisitAt<'my-ticket'>> {
  await toAttract(hand);
  await show(hand, { type: 'scan', text: code }, ({ step }) => step === 'my-ticket');
  // Of another kiosk's the hospital is asked first.
  return hand.at('my-ticket', ({ now }) => now.state !== 'asking');
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
export const registrationOf = ({ hospital }: Pick<HouseKiosk, 'hospital'>, key: string) =>
  hospital.registrations().find((registration) => registration.key === key);

/** The code of a ticket that no kiosk ever gave. */
export const unknownTicket = ticketCode('00000000-0000-4000-8000-000000000000');
