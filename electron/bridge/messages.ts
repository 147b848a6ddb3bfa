import { z } from 'zod';
import { glassNewsSchemas, staffRequestSchema } from './glass-messages.ts';
import { hospitalFaultSchema } from './hospital-faults.ts';
import { visitIntentSchema } from './intent.ts';
import { kioskSnapshotSchema } from './snapshot.ts';
import { navigatorKeySchema, speakSchema, speechAudioSchema } from './speech-messages.ts';
import { staffAnswerSchemas, staffQuestionSchemas } from './staff-messages.ts';

/** Devices whose next call can be made to fail. */
export const simulatedDeviceSchema = z.enum(['reader', 'scanner']);

const simulatedPrinterStateSchema = z.enum([
  'good',
  'low',
  'empty',
  'empty-midway',
  'cover-open',
  'jammed',
  'hardware-error',
  'unplugged',
]);

/** The developer panel and the command line steer the simulated world with these; a real kiosk has nobody to hear them. */
export const simulatorCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('insert-card'), personId: z.string() }),
  z.strictObject({ type: z.literal('remove-card') }),
  z.strictObject({ type: z.literal('scan'), text: z.string().max(8192) }),
  z.strictObject({
    type: z.literal('scan-person'),
    personId: z.string(),
    code: z.enum(['cccd', 'patient-code', 'bhyt', 'appointment', 'vneid']),
  }),
  z.strictObject({ type: z.literal('hospital'), reachable: z.boolean() }),
  z.strictObject({ type: z.literal('fail-next'), device: simulatedDeviceSchema }),
  /** The next request of this kind goes wrong; null: no further one does. */
  z.strictObject({
    type: z.literal('hospital-fault'),
    fault: hospitalFaultSchema.nullable(),
    match: z.enum(['any', 'submit', 'lookup']),
  }),
  /** `empty-midway`: the roll ends in the middle of the next ticket. */
  z.strictObject({ type: z.literal('printer'), state: simulatedPrinterStateSchema }),
  /** The developer's own portrait (JPEG) on a specimen card; kept in the data folder. */
  z.strictObject({
    type: z.literal('make-own-card'),
    fullName: z.string().min(1).max(80),
    portraitBase64: z.base64().max(200_000),
  }),
  z.strictObject({ type: z.literal('headphones'), plugged: z.boolean() }),
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
  /** `lastSlip`: what came out last, a PNG in Base64, one pixel a dot. null: the printer is not simulated. */
  printer: z.object({ state: simulatedPrinterStateSchema, lastSlip: z.base64().nullable() }).nullable(),
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

/** One scan as the station received it. `text` only where raw scans were asked for and the devices are simulated. */
export const scanSeenSchema = z.object({
  kind: z.literal('scan-seen'),
  source: z.string(),
  atIso: z.string(),
  outcome: z.enum(['code', 'too-long', 'incomplete', 'control-characters']),
  symbology: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  /** What the code is: `cccd`, `bhyt`, `unknown` and so on. */
  code: z.string().nullable(),
  text: z.string().nullable(),
});
export type ScanSeen = z.infer<typeof scanSeenSchema>;

/** The answer to `watch-scans`: whether this station tells what is in the codes when raw scans are asked for. */
const scanWatchSchema = z.object({ kind: z.literal('scan-watch'), tellsText: z.boolean() });
export type ScanWatchNews = z.infer<typeof scanWatchSchema> | ScanSeen;

/** To the station. */
export const toStationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('intent'), intent: visitIntentSchema }),
  /** What a scanner that types has sent to the screen, key by key: a character, or a control key's name. */
  z.strictObject({
    kind: z.literal('keys'),
    keys: z
      .array(z.strictObject({ key: z.string().max(32), atMs: z.number() }))
      .min(1)
      .max(2_048),
  }),
  speakSchema,
  navigatorKeySchema,
  staffRequestSchema,
  /** `tiepdon scan watch`: from now on every scan is told to this peer, its content only as length and kind. */
  z.strictObject({ kind: z.literal('watch-scans'), raw: z.boolean() }),
  z.strictObject({ kind: z.literal('simulator'), command: simulatorCommandSchema }),
  ...staffQuestionSchemas,
]);
export type ToStation = z.infer<typeof toStationSchema>;

/** From the station. */
export const fromStationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), snapshot: kioskSnapshotSchema }),
  z.object({ kind: z.literal('simulator'), state: simulatorStateSchema }),
  z.object({ kind: z.literal('simulator-refused'), detail: z.string() }),
  speechAudioSchema,
  scanWatchSchema,
  scanSeenSchema,
  ...glassNewsSchemas,
  ...staffAnswerSchemas,
]);
export type FromStation = z.infer<typeof fromStationSchema>;
