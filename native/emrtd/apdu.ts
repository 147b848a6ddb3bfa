/** Command and response APDUs, ISO/IEC 7816-4, 5.1, short and extended form. */
import { concat } from './bytes.ts';

/** Nc of a short command. */
export const MAX_COMMAND_DATA_BYTES = 255;
/** Ne of a short command; written as 00. */
export const MAX_RESPONSE_DATA_BYTES = 256;
/** Nc and Ne of an extended command; Ne is written as 0000. */
const MAX_EXTENDED_COMMAND_DATA_BYTES = 65_535;
export const MAX_EXTENDED_RESPONSE_DATA_BYTES = 65_536;

/** Status words this reader tells apart (ISO/IEC 7816-4, 5.1.3). */
export const STATUS = {
  success: 0x9000,
  endOfFileReached: 0x6282,
  wrongLength: 0x6700,
  securityStatusNotSatisfied: 0x6982,
  conditionsNotSatisfied: 0x6985,
  secureMessagingObjectMissing: 0x6987,
  secureMessagingObjectWrong: 0x6988,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  recordNotFound: 0x6a83,
  referencedDataNotFound: 0x6a88,
  instructionNotSupported: 0x6d00,
} as const;

/** First status byte of "more bytes to fetch" and of "ask for exactly so many". */
export const MORE_BYTES = 0x61;
export const EXACT_LENGTH = 0x6c;

export interface CommandApdu {
  cla: number;
  ins: number;
  p1: number;
  p2: number;
  data?: Uint8Array;
  /** Bytes expected in the answer, 1 to 65,536; left out when none are. More than 256 make the command extended. */
  expectedBytes?: number;
  /** Extended form even where the short one would do. */
  extended?: boolean;
}

export interface ResponseApdu {
  data: Uint8Array;
  status: number;
}

/** The command as it goes over the wire. A size that does not fit is a mistake of the caller. */
export function encodeCommand(command: CommandApdu): Uint8Array {
  const { cla, ins, p1, p2, data, expectedBytes } = command;
  if (data && (data.length === 0 || data.length > MAX_EXTENDED_COMMAND_DATA_BYTES)) {
    throw new RangeError('command data size');
  }
  if (expectedBytes !== undefined && (expectedBytes < 1 || expectedBytes > MAX_EXTENDED_RESPONSE_DATA_BYTES)) {
    throw new RangeError('expected response size');
  }
  const header = Uint8Array.of(cla, ins, p1, p2);
  const none = new Uint8Array();
  if (isExtended(command)) {
    // One 00 says that the lengths after it have two bytes; Le brings its own only when there is no Lc.
    return concat(
      header,
      data || expectedBytes !== undefined ? Uint8Array.of(0) : none,
      data ? concat(twoBytes(data.length), data) : none,
      expectedBytes === undefined ? none : twoBytes(expectedBytes),
    );
  }
  return concat(
    header,
    data ? concat(Uint8Array.of(data.length), data) : none,
    expectedBytes === undefined ? none : Uint8Array.of(expectedBytes & 0xff),
  );
}

/** Whether a command is written with lengths of two bytes. */
export function isExtended({ data, expectedBytes = 0, extended = false }: CommandApdu): boolean {
  return extended || (data?.length ?? 0) > MAX_COMMAND_DATA_BYTES || expectedBytes > MAX_RESPONSE_DATA_BYTES;
}

/** A length in extended form: 65,536 is 0000. */
export function twoBytes(length: number): Uint8Array {
  return Uint8Array.of((length >> 8) & 0xff, length & 0xff);
}

/** Data and status word of an answer; null when it is too short to hold a status. */
export function parseResponse(response: Uint8Array): ResponseApdu | null {
  const high = response.at(-2);
  const low = response.at(-1);
  if (high === undefined || low === undefined) return null;
  return { data: response.subarray(0, -2), status: (high << 8) | low };
}

/** Number stated by a 61xx or 6Cxx: 00 stands for 256. */
export function statedBytes(status: number): number {
  return (status & 0xff) === 0 ? MAX_RESPONSE_DATA_BYTES : status & 0xff;
}

/** A status word as people write it. */
export function statusText(status: number): string {
  return status.toString(16).padStart(4, '0').toUpperCase();
}
