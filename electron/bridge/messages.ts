import { z } from 'zod';
import { visitIntentSchema } from './intent.ts';
import { kioskSnapshotSchema } from './snapshot.ts';

/** Devices whose next call can be made to fail. */
export const simulatedDeviceSchema = z.enum(['reader', 'scanner', 'hospital']);

/** The developer panel and the command line steer the simulated world with these; a real kiosk has nobody to hear them. */
export const simulatorCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('insert-card'), personId: z.string() }),
  z.strictObject({ type: z.literal('remove-card') }),
  z.strictObject({ type: z.literal('scan'), text: z.string().max(8192) }),
  z.strictObject({ type: z.literal('scan-person'), personId: z.string(), code: z.enum(['cccd', 'patient-code']) }),
  z.strictObject({ type: z.literal('hospital'), reachable: z.boolean() }),
  z.strictObject({ type: z.literal('fail-next'), device: simulatedDeviceSchema }),
  /** The developer's own portrait (JPEG) on a specimen card; kept in the data folder. */
  z.strictObject({
    type: z.literal('make-own-card'),
    fullName: z.string().min(1).max(80),
    portraitBase64: z.base64().max(200_000),
  }),
  z.strictObject({ type: z.literal('plug'), device: z.enum(['reader', 'scanner']), plugged: z.boolean() }),
]);
export type SimulatorCommand = z.infer<typeof simulatorCommandSchema>;

export const simulatorStateSchema = z.object({
  /** `pcsc`: cards lie on the virtual reader of pcscd; `in-process`: below the reader port, pcscd being absent. */
  readerPath: z.enum(['pcsc', 'in-process']),
  cardOnReader: z.string().nullable(),
  hospitalReachable: z.boolean(),
  /** Address of the mock hospital's page. */
  hospitalUrl: z.string().nullable(),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      note: z.string(),
      carries: z.array(z.string()),
      pictures: z.string().nullable(),
    }),
  ),
});
export type SimulatorState = z.infer<typeof simulatorStateSchema>;

/** One row of the queue as the command line prints it: nothing of a person in it. */
export const queueRowSchema = z.object({
  key: z.string(),
  kind: z.enum(['visit', 'desk']),
  number: z.string(),
  official: z.boolean(),
  clinicId: z.string().nullable(),
  serviceDate: z.string(),
  state: z.enum(['pending', 'in-flight', 'confirmed', 'dead']),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  encounterId: z.string().nullable(),
  /** The number the hospital calls; null until it has confirmed, or when it named none. */
  hospitalNumber: z.string().nullable(),
  ticketShown: z.boolean(),
  registeredAt: z.string(),
  evidence: z.array(z.string()),
});
export type QueueRow = z.infer<typeof queueRowSchema>;

/** What staff decide about a row the hospital refused; `set-aside`: settled by hand, its lane goes on. */
export const deadRowDecisionSchema = z.enum(['send-again', 'set-aside']);
export type DeadRowDecision = z.infer<typeof deadRowDecisionSchema>;

/** To the station. */
export const toStationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('intent'), intent: visitIntentSchema }),
  z.strictObject({ kind: z.literal('simulator'), command: simulatorCommandSchema }),
  z.strictObject({ kind: z.literal('queue-list'), limit: z.number().int().positive().max(10_000) }),
  /** Answered by `queue` with the row that was settled, or with none when no dead row has this key. */
  z.strictObject({ kind: z.literal('queue-settle'), key: z.string().max(100), decision: deadRowDecisionSchema }),
]);
export type ToStation = z.infer<typeof toStationSchema>;

/** From the station. */
export const fromStationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), snapshot: kioskSnapshotSchema }),
  z.object({ kind: z.literal('simulator'), state: simulatorStateSchema }),
  z.object({ kind: z.literal('simulator-refused'), detail: z.string() }),
  z.object({ kind: z.literal('queue'), rows: z.array(queueRowSchema) }),
]);
export type FromStation = z.infer<typeof fromStationSchema>;
