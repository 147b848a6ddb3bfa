import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ChipReadResult } from '../../native/emrtd/chip.ts';
import { readChip, type ReadChipOptions } from '../../native/emrtd/reader.ts';
import { profileText } from '../../native/emrtd/recording-profile.ts';
import { outcomeOf, ReadRecorder, RECORDING_VERSION, sessionText } from '../../native/emrtd/recording.ts';
import type { TrustStore } from '../../native/emrtd/trust-store.ts';
import { openPcscSlot } from '../../native/pcsc/slot.ts';
import { ApduReader } from '../../native/readers/apdu-reader.ts';
import type { CardSlot } from '../../native/readers/card-slot.ts';
import { checkInGroups } from '../devices.ts';
import { failureText } from './card-keys.ts';
import { type CardOptions, type Desk, withCard } from './card-reader.ts';
import { printable } from './card-text.ts';
import { loadRecordable } from './fixtures.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

export interface RecordOptions extends CardOptions {
  /** The file to write; there must be none of that name. */
  out?: string;
}

interface RecordReport {
  kind: 'session' | 'profile';
  file: string;
  /** Why it holds what it holds. */
  privacy: string;
  apdus: number;
  outcome: string;
}

const specimenKept = 'a specimen person’s card: every byte is kept';
const nothingKept =
  'only the chip’s behaviour is kept (forms of command, status words, lengths, times): no data group, no key, no random ' +
  'value, no serial number';

/** `tiepdon card record`: a read of the laid card, to be repeated without it. */
export function recordCard(options: RecordOptions): Promise<ExitCode> {
  const recorder = new ReadRecorder();
  return withCard(options, {
    open: async (desk) => {
      const slot = await slotOf(desk);
      return (
        slot && new ApduReader({ slot, groups: checkInGroups, readChip: recordedBy(recorder, desk.judging.trust) })
      );
    },
    use: async (card, { keys }) => {
      const result = await card.read({ keys });
      const atr = Buffer.from(card.atr).toString('hex');
      const session = {
        head: { kind: 'session', version: RECORDING_VERSION, atr, keys, groups: checkInGroups },
        events: recorder.events,
        outcome: outcomeOf(result),
      } as const;
      const mayKeepAll = await isSpecimen(result);
      const file = options.out ?? defaultFile(new Date());
      const problem = write(file, mayKeepAll ? sessionText(session) : profileText(session));
      if (problem !== null) {
        complain(options.json, problem);
        return exitCodes.failed;
      }
      const report: RecordReport = {
        kind: mayKeepAll ? 'session' : 'profile',
        file,
        privacy: mayKeepAll ? specimenKept : nothingKept,
        apdus: recorder.events.filter((event) => 'command' in event).length,
        outcome: session.outcome.outcome,
      };
      print(options.json, report, () => [
        `${file}: ${report.kind} of ${String(report.apdus)} APDUs`,
        report.privacy,
        result.ok ? `read: ${result.chip.authenticity.verdict}` : printable(failureText(result.failure)),
      ]);
      return result.ok ? exitCodes.done : exitCodes.failed;
    },
  });
}

/** Where cards answer APDUs; null for readers that open the chip by themselves. */
async function slotOf({ configuration, simulation }: Desk): Promise<CardSlot | null> {
  const setting = configuration.devices.reader;
  return setting.kind === 'pcsc' ? openPcscSlot({ name: setting.name ?? '' }) : (simulation?.cardSlot ?? null);
}

/** Reads as always, but with nothing remembered or made ahead: the recording must hold all that the read depends on. */
function recordedBy(recorder: ReadRecorder, trust: TrustStore): typeof readChip {
  return (channel, { profile: _profile, keyPairs: _keyPairs, ...options }: ReadChipOptions) =>
    readChip(recorder.channel(channel), {
      ...options,
      trust,
      random: recorder.random((sizeBytes) => new Uint8Array(randomBytes(sizeBytes))),
      onNames: () => recorder.milestone('names'),
    });
}

/** Also false where it cannot be known: a failed read, a kiosk that is packaged without the specimen people. */
async function isSpecimen(result: ChipReadResult): Promise<boolean> {
  const recordable = result.ok ? await loadRecordable() : null;
  return result.ok && recordable !== null && recordable.isRecordable(result.chip);
}

/** Why the file was not written; null when it was. */
function write(file: string, text: string): string | null {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EEXIST' ? `${file} exists already and stays as it is` : `${file} cannot be written: ${code ?? ''}`;
  }
}

/** In the current folder; a name that sorts by time. */
const defaultFile = (now: Date): string =>
  resolve(`card-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}.jsonl`);
