import { z } from 'zod';
import { MAX_CODE_BYTES } from '../../native/citizen-id/code-text.ts';
import { formerProvinceName } from '../../native/citizen-id/provinces.ts';
import { MAX_PRINTED_CHARACTERS } from '../../native/citizen-id/slip-code.ts';
import { defaultDelays } from '../visit/delays.ts';
import type { VisitDelays } from '../visit/delays.ts';
import { evidenceSchema, faceSchema, facesSchema, livenessSchema } from './configuration-face.ts';
import { hisSchema, keepsSecrets, milliseconds, mustKeepSecrets, serverUrl, text } from './configuration-his.ts';
import { panelSettingSchema } from './configuration-panel.ts';
import { openingSectionSchema } from './configuration-opening.ts';
import { patternSchema } from './configuration-pattern.ts';
import { paymentSettingSchema } from './configuration-payment.ts';
import { priorityRulesSchema } from './configuration-priority.ts';
import { printerSchema } from './configuration-printer.ts';
import { scannersSchema } from './configuration-scanner.ts';
import { speechSettingSchema } from './configuration-speech.ts';
import { lampSchema, staffPageSchema } from './configuration-staff.ts';
import { ticketsSettingSchema } from './configuration-tickets.ts';
import { bilingual, knownLanguage, placeName } from './configuration-words.ts';
import { secretReferenceSchema } from './secrets.ts';

/**
 * The one configuration file, version 1. An unknown key is an error; whatever is left out has the value that stands in
 * the documented default file (configuration-default.ts).
 */

export const configurationVersion = 1;

/** Where an HN212 is found when it makes itself a network card. */
const hn212Url = 'http://192.168.5.1:8000';

const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, {
  error: 'must be 1 to 32 letters, digits, - or _, without blanks',
});
const timeZone = z.string().refine(isTimeZone, { error: 'must be an IANA time zone such as Asia/Ho_Chi_Minh' });

const clinic = z.strictObject({ id: word, name: bilingual, room: z.string().max(40), floor: z.string().max(40) });
type FallbackClinic = z.infer<typeof clinic>;

const printed = patternSchema(MAX_PRINTED_CHARACTERS);

const reader = z
  .strictObject({
    kind: z.enum(['simulated', 'pcsc', 'hn212-socket', 'hn212-serial', 'none']).default('simulated'),
    name: text.optional(),
    url: serverUrl.default(hn212Url),
    path: text.optional(),
  })
  .transform(({ kind, name, url, path }, context): ReaderSetting => {
    if (kind === 'pcsc') return { kind, name: name ?? null };
    if (kind === 'hn212-socket') return { kind, url };
    if (kind !== 'hn212-serial') return { kind };
    if (path !== undefined) return { kind, path };
    context.addIssue({
      code: 'custom',
      message: 'must be given for kind = "hn212-serial", e.g. "/dev/ttyACM1"',
      path: ['path'],
    });
    return z.NEVER;
  });
/** `name`: part of the PC/SC names of the readers that may be used; null takes all. */
export type ReaderSetting =
  | { kind: 'simulated' | 'none' }
  | { kind: 'pcsc'; name: string | null }
  | { kind: 'hn212-socket'; url: string }
  | { kind: 'hn212-serial'; path: string };

const camera = z
  .strictObject({
    kind: z.enum(['simulated', 'device', 'none']).default('simulated'),
    deviceId: text.optional(),
    virtual: z.enum(['refuse', 'allow']).default('refuse'),
    codes: z.enum(['off', 'when-asked', 'always']).default('when-asked'),
  })
  .transform(({ kind, deviceId, virtual, codes }): CameraSetting =>
    kind === 'device' ? { kind, deviceId: deviceId ?? null, virtual, codes } : { kind, codes },
  );
/** `codes`: whether codes may be shown to it. */
export type CameraSetting = { codes: 'off' | 'when-asked' | 'always' } & (
  { kind: 'simulated' | 'none' } | { kind: 'device'; deviceId: string | null; virtual: 'refuse' | 'allow' }
);

/** A service; none without an address. */
const verifier = z.strictObject({
  url: serverUrl.optional(),
  token: secretReferenceSchema.optional(),
  timeoutMs: milliseconds.min(100).default(3_000),
});

/** One that knows codes: whoever has the code of a person is that person for a minute. */
const codeVerifier = verifier.refine(({ url }) => url === undefined || keepsSecrets(url), {
  error: 'must begin with https://: the codes of people travel there',
  path: ['url'],
});

/** One that knows document signers, and is told nothing of a person. */
const signerVerifier = verifier.refine(
  ({ url, token }) => url === undefined || token === undefined || keepsSecrets(url),
  { error: mustKeepSecrets, path: ['url'] },
);

const delayNames = Object.keys(defaultDelays) as (keyof VisitDelays)[];
const delays = z.strictObject(
  Object.fromEntries(delayNames.map((name) => [name, milliseconds.default(defaultDelays[name])])) as Record<
    keyof VisitDelays,
    z.ZodDefault<z.ZodInt>
  >,
);

const policies = z.strictObject({
  face: z
    .strictObject({
      tries: z.int().min(1).max(10).default(3),
      returnTries: z.int().min(1).max(5).default(2),
      minimumAge: z
        .int()
        .min(16, { error: 'must not be below 16: a child’s face is not measured' })
        .max(120)
        .default(16),
    })
    .prefault({}),
  liveness: livenessSchema,
  evidence: evidenceSchema,
  card: z.strictObject({ tries: z.int().min(1).max(10).default(3) }).prefault({}),
  appointments: z
    .strictObject({
      earlyMinutes: z.int().min(0).max(1_440).default(60),
      lateMinutes: z.int().min(0).max(1_440).default(30),
      daysAround: z.int().min(0).max(30).default(7),
    })
    .prefault({}),
  details: z.strictObject({ askAtMost: z.int().min(0).max(2).default(2) }).prefault({}),
  consistentChip: z.enum(['accept', 'desk']).default('accept'),
  unprovenChip: z.enum(['accept', 'desk']).default('accept'),
});

/** Shown until the hospital has answered with its own list. */
const fallbackClinics: FallbackClinic[] = [
  { id: 'noi-tong-quat', name: { vi: 'Nội tổng quát', en: 'General medicine' }, room: '101', floor: '1' },
  { id: 'ngoai', name: { vi: 'Ngoại', en: 'Surgery' }, room: '104', floor: '1' },
  { id: 'nhi', name: { vi: 'Nhi', en: 'Paediatrics' }, room: '203', floor: '2' },
  { id: 'mat', name: { vi: 'Mắt', en: 'Eyes' }, room: '207', floor: '2' },
  { id: 'tai-mui-hong', name: { vi: 'Tai mũi họng', en: 'Ear, nose and throat' }, room: '208', floor: '2' },
  { id: 'da-lieu', name: { vi: 'Da liễu', en: 'Dermatology' }, room: '302', floor: '3' },
  { id: 'san', name: { vi: 'Sản phụ khoa', en: 'Obstetrics and gynaecology' }, room: '305', floor: '3' },
];

export const configurationSchema = z.strictObject({
  version: z.literal(configurationVersion, {
    error: `must be ${configurationVersion}, the version this program reads`,
  }),
  hospital: z
    .strictObject({
      facilityCode: word.default('00000'),
      name: bilingual.default({ vi: 'Bệnh viện Mẫu', en: 'Specimen Hospital' }),
      timeZone: timeZone.default('Asia/Ho_Chi_Minh'),
      afternoonFrom: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day, HH:MM' })
        .default('12:00'),
    })
    .prefault({}),
  kiosk: z
    .strictObject({
      id: word
        .max(8, { error: 'must be 8 characters at most: it stands on every ticket' })
        // D-K1-001 is a number for the desk, given by K1.
        .refine((id) => !id.startsWith('D-'), {
          error: 'must not begin with D-, which numbers for the desk begin with',
        })
        .default('K1'),
      location: placeName.default({ vi: 'Sảnh chính', en: 'Main lobby' }),
      building: text.optional(),
      language: knownLanguage.default('vi'),
      panel: panelSettingSchema,
    })
    .prefault({}),
  clinics: z
    .array(clinic)
    .min(1)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, { error: 'names one id twice' })
    .default(fallbackClinics),
  devices: z
    .strictObject({
      scanner: scannersSchema.prefault({}),
      reader: reader.prefault({}),
      camera: camera.prefault({}),
      printer: printerSchema.prefault({}),
    })
    .prefault({}),
  speech: speechSettingSchema,
  his: hisSchema.prefault({}),
  codes: z
    .strictObject({
      patientCode: printed.default('^BN\\d{8}$'),
      appointment: printed.default('^LH\\d{8}$'),
      reExamination: printed.default('^HK\\d{8}$'),
      referral: printed.default('^CT\\d{8}$'),
      vneid: patternSchema(MAX_CODE_BYTES).default('^VNEID[:.|][\\x21-\\x7e]{16,480}$'),
      verifier: codeVerifier.prefault({}),
    })
    .prefault({}),
  trust: z.strictObject({ cscaFolder: text.default('csca'), verifier: signerVerifier.prefault({}) }).prefault({}),
  policies: policies.prefault({}),
  face: faceSchema,
  faces: facesSchema,
  priority: priorityRulesSchema,
  payment: paymentSettingSchema,
  /** Province names since 1 July 2025 by the old code, where they differ from the built-in table. */
  provinces: z
    .record(
      z.string().refine((code) => formerProvinceName(code) !== null, {
        error: 'must be one of the 63 codes that citizen numbers begin with, e.g. 001',
      }),
      text,
    )
    .default({}),
  numbers: z
    .strictObject({
      leaseSize: z.int().min(1).max(100).default(10),
      refillAt: z.int().min(0).max(50).default(2),
      streams: z
        .array(z.enum(['insured', 'paying', 'priority']))
        .min(1, { error: 'must name one at least' })
        .refine((list) => new Set(list).size === list.length, { error: 'names one twice' })
        .default(['insured', 'paying', 'priority']),
    })
    .prefault({}),
  queue: z
    .strictObject({
      confirmedKeptDays: z.int().min(1).max(365).default(30),
      alarmAfterMinutes: z.int().min(1).max(1_440).default(60),
    })
    .prefault({}),
  keys: z
    .strictObject({
      store: z.enum(['auto', 'safe-storage', 'systemd-credential', 'key-file']).default('auto'),
      recoveryKey: text.optional(),
    })
    .prefault({}),
  sync: z
    .strictObject({
      lanesInFlight: z.int().min(1).max(32).default(4),
      heartbeatMs: milliseconds.min(1_000).default(30_000),
    })
    .prefault({}),
  delays: delays.prefault({}),
  opening: openingSectionSchema,
  staffPage: staffPageSchema,
  lamp: lampSchema,
  tickets: ticketsSettingSchema,
});

export type Configuration = z.infer<typeof configurationSchema>;

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
