import type { FieldKind, FieldValue } from './log-fields.ts';

export interface LogEvent {
  level: 'debug' | 'info' | 'warn' | 'error';
  /** What happened. */
  meaning: string;
  /** What whoever runs the kiosk does about it. */
  disposition: string;
  fields: Readonly<Record<string, FieldKind>>;
}

const nothingToDo = 'Nothing.';

/** Every line the kiosk can log. What is not here cannot be written, and neither can a field that is not listed. */
export const logEvents = {
  'station-started': {
    level: 'info',
    meaning: 'The station runs.',
    disposition: nothingToDo,
    fields: { version: 'version', simulatedDevices: 'flag', startMs: 'count' },
  },
  'station-stopped': {
    level: 'info',
    meaning: 'The station ended as it was told.',
    disposition: nothingToDo,
    fields: {},
  },
  'station-refused': {
    level: 'error',
    meaning: 'The station could not start.',
    disposition: 'Mend what the reason names.',
    fields: { reason: 'word' },
  },
  'configuration-loaded': {
    level: 'info',
    meaning: 'The configuration was read.',
    disposition: nothingToDo,
    fields: { source: 'word' },
  },
  'configuration-wrong': {
    level: 'error',
    meaning: 'The configuration has mistakes; the kiosk is out of service.',
    disposition: 'Run "tiepdon config check" and correct the lines it names.',
    fields: { problems: 'count', firstLine: 'count' },
  },
  'trust-loaded': {
    level: 'info',
    meaning: 'Whom the kiosk trusts to issue documents was read; problems are files of no use.',
    disposition: 'With problems: run "tiepdon config check", which names the files.',
    fields: { authorities: 'count', revocationLists: 'count', problems: 'count' },
  },
  'queue-opened': {
    level: 'info',
    meaning: 'The queue is open; what was in flight is pending again.',
    disposition: nothingToDo,
    fields: { pending: 'count', dead: 'count', confirmed: 'count' },
  },
  'queue-not-opened': {
    level: 'error',
    meaning: 'The queue could not be opened; the kiosk is out of service.',
    disposition:
      'wrong-key: restore queue.db and queue.key from one backup, then "tiepdon key enrol". not-writable: check the disk. locked: stop the other program.',
    fields: { problem: 'word' },
  },
  'queue-salvaged': {
    level: 'error',
    meaning: 'The queue was damaged; what was readable went on, the damaged file lies beside it.',
    disposition: 'Register the patients of lost tickets at the desk; keep queue.db.damaged-*; replace the disk.',
    fields: {
      registrations: 'count',
      registrationsLost: 'count',
      bodiesLost: 'count',
      unsent: 'count',
      unsentLost: 'count',
    },
  },
  'queue-older-copy': {
    level: 'error',
    meaning:
      'The hospital knows more of this kiosk than its queue: the data folder is an older copy. Numbers were skipped.',
    disposition:
      'Register the patients of registrations that are missing at the desk; no other copy may run. After a restore: "tiepdon key enrol".',
    fields: {},
  },
  'clock-off': {
    level: 'error',
    meaning: "The kiosk's clock is not the hospital's; minutes tell how far that one is ahead.",
    disposition: 'Set the clock of the kiosk, and let it follow a time server.',
    fields: { minutes: 'count' },
  },
  'clock-right': {
    level: 'info',
    meaning: "The kiosk's clock is the hospital's again.",
    disposition: nothingToDo,
    fields: {},
  },
  'queue-checked': {
    level: 'info',
    meaning: 'Every page of the queue was checked while nobody was there.',
    disposition: nothingToDo,
    fields: { durationMs: 'count' },
  },
  'queue-damaged': {
    level: 'error',
    meaning: 'The check found the queue damaged; the station starts again and salvages it.',
    disposition: 'See the line queue-salvaged that follows; replace the disk.',
    fields: {},
  },
  'queue-alarm': {
    level: 'error',
    meaning: 'Registrations wait too long for the hospital, or were refused and wait for staff.',
    disposition: 'Waiting: see whether the hospital answers. Refused: run "tiepdon queue worklist".',
    fields: { dead: 'count', waitingMinutes: 'count' },
  },
  'queue-alarm-over': {
    level: 'info',
    meaning: 'Nothing waits too long any more, and nothing refused waits for staff.',
    disposition: nothingToDo,
    fields: {},
  },
  'face-models-wrong': {
    level: 'error',
    meaning: 'A face model of the hospital’s own is missing or another file; no face is compared.',
    disposition: 'Run "tiepdon config check", which names the files.',
    fields: { count: 'count' },
  },
  'faces-not-opened': {
    level: 'error',
    meaning: 'The gallery of enrolled faces could not be opened; nobody comes back by face.',
    disposition:
      'damaged, wrong-key: see faces-lost. locked, not-writable: as for the queue. ca, client-certificate, secret: see [faces.server.tls].',
    fields: { problem: 'word' },
  },
  'faces-lost': {
    level: 'error',
    meaning: 'The gallery of this kiosk could not be read and was begun anew; whoever was enrolled has to agree again.',
    disposition: 'Replace the disk if it happens again.',
    fields: {},
  },
  'faces-left': {
    level: 'info',
    meaning: 'This kiosk keeps no faces any more: those that it had were deleted, their consents ended.',
    disposition: nothingToDo,
    fields: {},
  },
  'faces-write-failed': {
    level: 'error',
    meaning: 'The disk refused a write to the gallery of this kiosk; nothing was half written.',
    disposition: 'Make room on the disk or replace it.',
    fields: { operation: 'word', code: 'code' },
  },
  'faces-trouble': {
    level: 'warn',
    meaning: 'The hospital’s gallery is of no use to this kiosk, or is again.',
    disposition:
      'over: nothing. away: see whether "tiepdon gallery serve" runs. not-admitted: "tiepdon gallery kiosks list" there. wrong-model, kept-longer: give face.models.embedding, faces.keptDays the same values in both kiosk.toml.',
    fields: { trouble: 'word' },
  },
  'faces-expired': {
    level: 'info',
    meaning: 'Enrolled faces that nobody had used for as long as they are kept were deleted; the hospital is told.',
    disposition: nothingToDo,
    fields: { count: 'count' },
  },
  'lease-trouble': {
    level: 'warn',
    meaning:
      'The hospital leases no numbers for a queue, or leases them again; without a lease the kiosk gives its own.',
    disposition: 'over: nothing. refused, bad-answer, nothing-new: the hospital has to look at its number blocks.',
    fields: { clinicId: 'word', stream: 'word', trouble: 'word' },
  },
  'queue-forgotten': {
    level: 'info',
    meaning: 'What had been kept long enough of settled registrations was deleted.',
    disposition: nothingToDo,
    fields: { count: 'count' },
  },
  'key-not-opened': {
    level: 'error',
    meaning: "The queue's key could not be unwrapped; the kiosk is out of service.",
    disposition: 'copied-folder: "tiepdon key enrol". Others: the sentence on standard error says what to do.',
    fields: { problem: 'word' },
  },
  'key-unfinished': {
    level: 'warn',
    meaning: 'The key was opened, but could not be wrapped as the configuration says.',
    disposition: 'Run "tiepdon key status".',
    fields: {},
  },
  'queue-write-failed': {
    level: 'error',
    meaning: 'The disk refused a write to the queue; nothing was half written.',
    disposition: 'Make room on the disk or replace it.',
    fields: { operation: 'word', code: 'code' },
  },
  'registration-committed': {
    level: 'info',
    meaning: 'A registration is on the disk and has its number.',
    disposition: nothingToDo,
    fields: { key: 'key', kind: 'word', clinicId: 'word', stream: 'word', official: 'flag' },
  },
  'registration-confirmed': {
    level: 'info',
    meaning: 'The hospital has a registration.',
    disposition: nothingToDo,
    fields: { key: 'key', attempts: 'count', alreadyThere: 'flag' },
  },
  'registration-retried': {
    level: 'debug',
    meaning: 'The hospital did not take a registration yet; it is sent again. Said at attempts 1, 2, 4, 8 and so on.',
    disposition: 'None, unless it lasts: then see whether the hospital answers.',
    fields: { key: 'key', attempts: 'count' },
  },
  'registration-refused': {
    level: 'error',
    meaning: 'The hospital refused a registration for good; it waits for a decision of staff.',
    disposition: 'Find the row by its key, register the patient at the desk, then settle the row.',
    fields: { key: 'key', attempts: 'count', reason: 'word' },
  },
  'sync-paused': {
    level: 'error',
    meaning: "The hospital refuses the kiosk's credentials; sending pauses.",
    disposition: 'Renew the token the configuration refers to.',
    fields: {},
  },
  'hospital-reachable': {
    level: 'info',
    meaning: 'The hospital answers.',
    disposition: nothingToDo,
    fields: {},
  },
  'hospital-unreachable': {
    level: 'warn',
    meaning: 'The hospital does not answer; registrations wait on the disk.',
    disposition: 'If it lasts, check the network and the hospital information system.',
    fields: { pending: 'count' },
  },
  'read-model-failed': {
    level: 'warn',
    meaning: 'A part of what check-in without the hospital needs did not come or could not be kept; the former stays.',
    disposition: 'unreachable: see hospital-unreachable. refused, bad-answer: ask the hospital. disk: check the disk.',
    fields: { part: 'word', reason: 'word' },
  },
  'payment-code-refused': {
    level: 'warn',
    meaning:
      'The code by which an invoice is paid was not shown: it is none, or not what the configuration lets through.',
    disposition:
      'beneficiary: somebody may have changed where the money goes; compare the hospital with [payment]. other-amount, maximum and the rest: ask the hospital.',
    fields: { reason: 'word' },
  },
  'device-state': {
    level: 'info',
    meaning: 'A device changed its state.',
    disposition:
      'not-reachable or hardware-error: check cable and power. doubtful, of a printer: it seems to be well, but its last papers did not come out; switch it on, then print a test.',
    fields: { device: 'word', state: 'word' },
  },
  'ticket-printed': {
    level: 'info',
    meaning: 'A ticket came out of the printer.',
    disposition: nothingToDo,
    fields: { kind: 'word' },
  },
  'ticket-not-printed': {
    level: 'warn',
    meaning: 'A ticket did not come out, or not whole; its patient saw the number on the screen.',
    disposition:
      'media-empty: a new roll. media-jammed, cover-open: look into the printer. Others: cable, power, network.',
    fields: { kind: 'word', reason: 'word' },
  },
  'visit-step': {
    level: 'info',
    meaning: 'A visit went on to another step.',
    disposition: nothingToDo,
    fields: { from: 'word', to: 'word' },
  },
  'visit-ended': {
    level: 'info',
    meaning: 'A visit ended and was wiped.',
    disposition: nothingToDo,
    fields: { outcome: 'word', durationMs: 'count' },
  },
  'message-refused': {
    level: 'warn',
    meaning: 'A message did not fit its schema and was dropped.',
    disposition: 'After an update: check that screen and station have one version. Else report it.',
    fields: {},
  },
  'staff-page-open': {
    level: 'info',
    meaning: 'The page for staff is served.',
    disposition: nothingToDo,
    fields: { isSecure: 'flag' },
  },
  'staff-page-failed': {
    level: 'error',
    meaning: 'The page for staff is not served; patients are.',
    disposition:
      'certificate, key: see [staffPage]; the key needs mode 600, and both belong together. not-listening: address or port are not free; it is tried again every 15 s.',
    fields: { problem: 'word', code: 'code' },
  },
  'unexpected-error': {
    level: 'error',
    meaning: 'The program has a fault.',
    disposition: 'Report it with this line.',
    fields: { where: 'word', error: 'error' },
  },
} as const satisfies Record<string, LogEvent>;

export type LogEventId = keyof typeof logEvents;

type Listed<Id extends LogEventId> = (typeof logEvents)[Id]['fields'];

/** The fields an event may carry; each may be left out. */
export type LogFields<Id extends LogEventId> = {
  readonly [Name in keyof Listed<Id>]?: Listed<Id>[Name] extends FieldKind
    ? FieldValue<Listed<Id>[Name]> | null
    : never;
};
