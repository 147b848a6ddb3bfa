import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Forgotten } from '../bridge/staff-messages.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';
import { askStation, staffName, type StationOptions } from './staff-answer.ts';

/** The faces of those who agreed to be recognised, as staff see them: how many, and gone on request. */

/** `tiepdon face status` */
export function printFaceStatus(options: StationOptions): Promise<ExitCode> {
  return askStation(options, { kind: 'face-status' }, 'face-status', ({ place, kept }) => {
    print(options.json, { place, kept }, () => {
      if (place === null) return ['no gallery: this kiosk recognises nobody'];
      const where = place === 'kiosk' ? 'on this kiosk' : 'in the hospital’s gallery';
      if (kept === null) return [`faces are kept ${where}, which was not reached`];
      return [
        `${String(kept.enrolments)} faces are kept ${where}`,
        ...(kept.ofOtherModels > 0
          ? [`${String(kept.ofOtherModels)} of them of an earlier model: they match nobody until they are renewed`]
          : []),
        ...(kept.unreadable > 0 ? [`${String(kept.unreadable)} of them cannot be read: replace the disk`] : []),
      ];
    });
    return exitCodes.done;
  });
}

/** `tiepdon face forget`: whose, stands in `--enrolment`, or is the identity number on standard input. */
export async function forgetFace(
  options: StationOptions & { enrolment?: string },
  input: Readable = process.stdin,
): Promise<ExitCode> {
  const { json, enrolment } = options;
  const who = await whoIsMeant(enrolment, input);
  if (who === null) {
    complain(json, howToName(enrolment));
    return exitCodes.usage;
  }
  const question = { kind: 'face-forget', who, staffName: staffName() } as const;
  return askStation(options, question, 'face-forgotten', ({ result, count }) => {
    if (result !== 'withdrawn') {
      complain(json, notForgotten[result], { result });
      return exitCodes.failed;
    }
    print(json, { result, count }, () => [
      `deleted: ${String(count)}; the hospital is told that the consent has ended`,
    ]);
    return exitCodes.done;
  });
}

const notForgotten = {
  unknown: 'no face is kept of this person',
  away: 'the hospital’s gallery was not reached; nothing was deleted: try again',
  failed: 'the gallery refused; nothing was deleted: see the log',
  'no-gallery': 'no gallery: this kiosk recognises nobody',
} as const;

/** Whose face is to be forgotten: `--enrolment`, or else the number on standard input; null where it is neither. */
export const whoIsMeant = async (enrolment: string | undefined, input: Readable): Promise<Forgotten | null> =>
  enrolment === undefined ? byIdNumber(input) : byEnrolment(enrolment);

export const howToName = (enrolment: string | undefined): string =>
  enrolment === undefined
    ? 'write the identity number, 12 digits, to standard input'
    : 'an enrolment is named by a UUID, as the audit log has it';

function byEnrolment(text: string): Forgotten | null {
  const { data: enrolmentId } = z.uuid().safeParse(text);
  return enrolmentId === undefined ? null : { enrolmentId };
}

/** More than any number with its spaces and line's end. */
const longestInput = 64;

/** The first line; never an argument, which other programs of the machine see. */
async function byIdNumber(input: Readable): Promise<Forgotten | null> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > longestInput || /[\r\n]/.test(text)) break;
  }
  const idNumber = text.split(/[\r\n]/, 1)[0]?.replaceAll(/\s/g, '') ?? '';
  return /^\d{12}$/.test(idNumber) ? { idNumber } : null;
}
