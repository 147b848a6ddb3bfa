import { z } from 'zod';
import { extensionSchema, referenceSchema, taskSchema, withUrl } from './answers.ts';
import type { TicketState } from './hospital-api.ts';
import { taskCodes, type FhirSystems } from './identifiers.ts';
import { idIn } from './read-model.ts';

export const queueTicketSchema = taskSchema.extend({
  status: z.string(),
  owner: referenceSchema.optional(),
  extension: z.array(extensionSchema).optional(),
});
type QueueTicketAnswer = z.infer<typeof queueTicketSchema>;

/** Task.status (R4, required binding) as the patient sees it. */
const states: ReadonlyMap<string, TicketState['state']> = new Map([
  ['draft', 'waiting'],
  ['requested', 'waiting'],
  ['received', 'waiting'],
  ['ready', 'waiting'],
  ['on-hold', 'waiting'],
  ['accepted', 'called'],
  ['in-progress', 'called'],
  ['completed', 'done'],
  ['cancelled', 'cancelled'],
  ['rejected', 'cancelled'],
  ['failed', 'cancelled'],
  ['entered-in-error', 'cancelled'],
]);

/** True of the Task that stands for a place in the queue, and not of what staff are to do about the same visit. */
export const isQueueTicket = ({ code }: QueueTicketAnswer): boolean =>
  code?.coding?.some((coding) => coding.code === taskCodes.queueTicket) ?? false;

/** A place in the queue, or null when the Task lacks its status, number or clinic. */
export function ticketState(task: QueueTicketAnswer, systems: FhirSystems): TicketState | null {
  const state = states.get(task.status);
  const clinicId = idIn(task.owner?.reference, 'HealthcareService');
  const numbers = (task.identifier ?? []).filter(({ system }) => system === systems.queueNumber);
  // A number of the kiosk's own is on the paper: the official one beside it is an alias that nobody calls.
  const { value: number } = numbers.find(({ use }) => use === 'temp') ?? numbers[0] ?? {};
  if (state === undefined || clinicId === null || number === undefined) return null;
  return { state, number, clinicId, ahead: withUrl(task.extension, systems.ahead)?.valueUnsignedInt ?? null };
}
