/**
 * Behaviour profile of a real person's chip: which forms of command it takes, its status words, lengths and timings, in
 * the order of the read. Nothing is left over from a recording by leaving things out: every field is named here, and
 * none can hold a key, a nonce, a cryptogram, content of a file, a serial number or a UID.
 *
 * Format: recording.ts. Head, one line an exchange, outcome:
 *
 *     {"kind":"profile","version":1,"atr":{"sizeBytes":15,"interfaceBytes":"3b8a8001"}}
 *     {"cla":"0c","ins":"b0","p1":"9d","p2":"00","form":"short","dataBytes":13,"expectedBytes":256,
 *      "responseBytes":254,"status":"9000","inner":{"dataBytes":0,"expectedBytes":231,"responseBytes":233,"status":"9000"},
 *      "durationMs":9.1}
 */
import { parseResponse, statusText } from './apdu.ts';
import { fromHex, toHex } from './bytes.ts';
import { jsonLines, RECORDING_VERSION, type RecordedEvent, type Session } from './recording.ts';
import { readTlvs, type Tlv } from './tlv.ts';

/**
 * What an unprotected SELECT may name without naming anybody: the eMRTD application and the files every document has
 * (ICAO 9303-10, 3.6 and 3.11): MF, EF.DIR, EF.ATR/INFO, EF.CardAccess, EF.CardSecurity or EF.SOD, EF.COM.
 */
const KNOWN_NAMES: ReadonlySet<string> = new Set(['a0000002471001', '3f00', '2f00', '2f01', '011c', '011d', '011e']);

/** Objects of secure messaging (ICAO 9303-11, 9.8.4): cryptograms, expected length, status. */
const CRYPTOGRAM_TAGS: readonly number[] = [0x85, 0x87];
const EXPECTED_TAG = 0x97;
const STATUS_TAG = 0x99;

const SELECT = 0xa4;
/** Class of a command under secure messaging (ISO/IEC 7816-4, 5.4.1). */
const SECURE_MESSAGING = 0x0c;
/** T0 and TDi say in their high nibble which of TA, TB, TC and TD follow (ISO/IEC 7816-3, 8.2.2). */
const TD_FOLLOWS = 0x08;
/** An ATR has 32 bytes behind TS (ISO/IEC 7816-3, 8.1). */
const MAX_ATR_BYTES = 33;

/** What a command looks like from outside. */
interface CommandShape {
  cla: string;
  ins: string;
  p1: string;
  p2: string;
  /** `malformed`: the lengths contradict the bytes. */
  form: 'short' | 'extended' | 'malformed';
  dataBytes: number;
  /** Zero: the command asks for nothing. */
  expectedBytes: number;
}

/** The part of a session that says nothing about its holder, as text. */
export function profileText({ head, events, outcome }: Session): string {
  const atr = fromHex(head.atr);
  const profileHead = {
    kind: 'profile',
    version: RECORDING_VERSION,
    atr: { sizeBytes: atr.length, interfaceBytes: toHex(interfaceBytes(atr)) },
  };
  return jsonLines(profileHead, ...events.flatMap(profiled), outcome);
}

function profiled(event: RecordedEvent): object[] {
  if ('milestone' in event) return [{ milestone: event.milestone }];
  if ('random' in event) return [];
  const command = fromHex(event.command);
  const { data, ...shape } = takeApart(command);
  const name = toHex(data);
  const { durationMs } = event;
  const sent = { ...shape, ...(command[1] === SELECT && KNOWN_NAMES.has(name) ? { selects: name } : {}) };
  if ('failure' in event) return [{ ...sent, failure: event.failure, durationMs }];

  const response = parseResponse(fromHex(event.response));
  if (!response) return [{ ...sent, failure: 'no-status', durationMs }];
  const isProtected = ((command[0] ?? 0) & SECURE_MESSAGING) === SECURE_MESSAGING;
  return [
    {
      ...sent,
      responseBytes: response.data.length,
      status: statusText(response.status),
      ...(isProtected ? { inner: innerOf(data, response.data) } : {}),
      durationMs,
    },
  ];
}

/** What secure messaging leaves in the clear: sizes of cryptograms, the length asked for, the status. */
function innerOf(command: Uint8Array, response: Uint8Array): object {
  const [sent, received] = [command, response].map((bytes) => {
    const elements = readTlvs(bytes);
    return elements.ok ? elements.value : [];
  }) as [Tlv[], Tlv[]];
  const find = (elements: readonly Tlv[], ...tags: number[]): Uint8Array =>
    elements.find(({ tag }) => tags.includes(tag))?.value ?? new Uint8Array();
  const status = find(received, STATUS_TAG);
  return {
    dataBytes: find(sent, ...CRYPTOGRAM_TAGS).length,
    expectedBytes: expectedLength(find(sent, EXPECTED_TAG)),
    responseBytes: find(received, ...CRYPTOGRAM_TAGS).length,
    ...(status.length === 2 ? { status: toHex(status).toUpperCase() } : {}),
  };
}

/** Ne of one or two length bytes (ISO/IEC 7816-4, 5.1); zero stands for all there is. */
function expectedLength(le: Uint8Array): number {
  const stated = le.reduce((sum, byte) => sum * 0x100 + byte, 0);
  return stated === 0 && le.length > 0 ? 0x100 ** le.length : stated;
}

/** ISO/IEC 7816-4, 5.1: header, then nothing, Le, or Lc with data and perhaps Le; one byte each or three. */
function takeApart(command: Uint8Array): CommandShape & { data: Uint8Array } {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = command;
  const header = {
    cla: toHex(Uint8Array.of(cla)),
    ins: toHex(Uint8Array.of(ins)),
    p1: toHex(Uint8Array.of(p1)),
    p2: toHex(Uint8Array.of(p2)),
  };
  const nothing = new Uint8Array();
  const body = command.subarray(4);
  const extended = body.length >= 3 && body[0] === 0;
  const form = extended ? 'extended' : 'short';
  const lengths = extended ? body.subarray(1) : body;
  const lengthBytes = extended ? 2 : 1;
  if (lengths.length <= lengthBytes) {
    return { ...header, form, dataBytes: 0, expectedBytes: expectedLength(lengths), data: nothing };
  }
  const dataBytes = lengths.subarray(0, lengthBytes).reduce((sum, byte) => sum * 0x100 + byte, 0);
  const data = lengths.subarray(lengthBytes, lengthBytes + dataBytes);
  const le = lengths.subarray(lengthBytes + dataBytes);
  if (data.length < dataBytes || (le.length !== 0 && le.length !== lengthBytes)) {
    return { ...header, form: 'malformed', dataBytes: body.length, expectedBytes: 0, data: nothing };
  }
  return { ...header, form, dataBytes, expectedBytes: expectedLength(le), data };
}

/**
 * The ATR up to its historical bytes: protocols and speeds. Behind them a contactless card may show what its chip chose
 * to say of itself.
 */
function interfaceBytes(atr: Uint8Array): Uint8Array {
  let last = 1;
  let follows = (atr[last] ?? 0) >> 4;
  while (follows > 0 && last < MAX_ATR_BYTES) {
    last += bitCount(follows);
    follows = follows & TD_FOLLOWS ? (atr[last] ?? 0) >> 4 : 0;
  }
  return atr.subarray(0, Math.min(last + 1, MAX_ATR_BYTES));
}

const bitCount = (nibble: number): number => [1, 2, 4, 8].filter((bit) => nibble & bit).length;
