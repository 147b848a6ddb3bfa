import { z } from 'zod';
import type { ServiceMoment } from '../registration.ts';
import {
  codingIn,
  conceptSchema,
  extensionSchema,
  referenceSchema,
  taskSchema,
  textSchema,
  withUrl,
} from './answers.ts';
import { isDate } from './days.ts';
import type { TicketState } from './hospital-api.ts';
import { taskCodes, type FhirSystems } from './identifiers.ts';
import { idIn } from './read-model.ts';
import { isSession } from './schedule.ts';

/** Inputs are told apart by their code: a value of another kind than expected counts as absent. */
const inputSchema = z.looseObject({
  type: conceptSchema.optional().catch(undefined),
  valueCode: textSchema.optional().catch(undefined),
  valueDate: textSchema.optional().catch(undefined),
});

export const queueTicketSchema = taskSchema.extend({
  status: z.string(),
  owner: referenceSchema.optional(),
  extension: z.array(extensionSchema).optional(),
  input: z.array(inputSchema).optional().catch(undefined),
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
  const ahead = withUrl(task.extension, systems.ahead)?.valueUnsignedInt ?? null;
  return { state, number, clinicId, moment: momentOf(task, systems), ahead };
}

/** As the registration was sent, where the hospital keeps that. */
function momentOf({ input = [] }: QueueTicketAnswer, systems: FhirSystems): ServiceMoment | null {
  const named = (code: string) => input.find(({ type }) => codingIn(type && [type], systems.taskInput)?.code === code);
  const serviceDate = named('service-date')?.valueDate;
  const session = named('session')?.valueCode;
  return isDate(serviceDate) && isSession(session) ? { serviceDate, session } : null;
}
