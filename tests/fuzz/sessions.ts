/** Whole reads of chips whose files or answers were changed: an end in good time, and never anything false. */
import fc from 'fast-check';
import { type ChipImage, dataGroupFile, FILE } from '../../fixtures/cards/chip-image.ts';
import { chipProfiles, type MadeChip } from '../../fixtures/cards/chip-profiles.ts';
import { hex } from '../../fixtures/cards/tlv.ts';
import { ChipSimulator } from '../../fixtures/simulators/chip.ts';
import { toHex } from '../../native/emrtd/bytes.ts';
import type { ChipReadResult } from '../../native/emrtd/chip.ts';
import { MAX_FILE_BYTES } from '../../native/emrtd/files.ts';
import { MAX_APDUS } from '../../native/emrtd/link.ts';
import { readChip } from '../../native/emrtd/reader.ts';
import { card, trust } from './files.ts';
import { type Mutation, mutate, mutations } from './mutation.ts';

const withoutPace = (image: ChipImage): ChipImage => ({ ...image, pace: [], masterFiles: new Map() });

/** BAC twice as often: it costs a third of the time. */
const CHIPS: readonly MadeChip[] = [
  { image: withoutPace(card), options: { extendedLength: null } },
  { image: withoutPace(card), options: {} },
  { image: card, options: {} },
  chipProfiles['aa-ecdsa-plain'].make(withoutPace(card)),
  chipProfiles['pace-cam'].make(card),
  chipProfiles['pace-explicit-domain'].make(card),
];
const FILES = [FILE.sod, ...[1, 2, 13, 14, 15].map(dataGroupFile), FILE.cardAccess, FILE.cardSecurity];

/** What stands in the place of an answer. */
const STATUS_WORDS = ['', '90', '9000', '6100', '6110', '6c00', '6cff', '6282', '6300', '63c0', '6700', '6982', '6988'];

type Change = { kind: 'mutate'; mutations: Mutation[] } | { kind: 'status'; status: string };

export interface HostileSession {
  chip: number;
  files: { file: number; mutations: Mutation[] }[];
  /** `every`: this answer and each one of the same kind after it. */
  answers: { index: number; every: boolean; change: Change }[];
}

export const hostileSessions: fc.Arbitrary<HostileSession> = fc.record({
  chip: fc.nat(CHIPS.length - 1),
  files: fc.array(fc.record({ file: fc.constantFrom(...FILES), mutations }), { maxLength: 2 }),
  answers: fc.array(
    fc.record({
      index: fc.nat(24),
      every: fc.boolean(),
      change: fc.oneof(
        fc.record({ kind: fc.constant('mutate' as const), mutations }),
        fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(...STATUS_WORDS) }),
      ),
    }),
    { maxLength: 2 },
  ),
});

/** Reads the chip; throws when something happened that must not. */
export async function checkSession({ chip, files, answers }: HostileSession): Promise<void> {
  const { image, options } = CHIPS[chip % CHIPS.length] as MadeChip;
  const simulator = new ChipSimulator(withFiles(image, files), options);
  let commands = 0;
  const answer = (command: Uint8Array): Uint8Array => {
    const index = commands++;
    const response = simulator.transmit(command);
    const changes = answers.filter((each) => (each.every ? index >= each.index : index === each.index));
    return changes.reduce((bytes, { change }) => changed(bytes, change), response);
  };
  const result = await readChip(
    { transmit: async (command) => ({ ok: true, response: answer(command) }) },
    { keys: [image.accessKey], groups: [1, 2, 13, 14, 15], trust },
  );
  if (commands > MAX_APDUS) throw new Error(`${commands} commands`);
  checkResult(result, image);
}

/** A card that answers in turn what was made up; nothing of it can ever be a document that was signed. */
export async function checkNoise(answers: readonly Uint8Array[]): Promise<void> {
  let commands = 0;
  const result = await readChip(
    { transmit: async () => ({ ok: true, response: answers[commands++ % answers.length] ?? new Uint8Array() }) },
    { keys: [card.accessKey, { can: '012345' }], groups: [1, 2, 13, 14, 15], trust },
  );
  if (commands > MAX_APDUS) throw new Error(`${commands} commands`);
  if (result.ok) throw new Error('noise that was read');
}

export const noise: fc.Arbitrary<Uint8Array[]> = fc.array(
  fc
    .tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...STATUS_WORDS, '9000', '9000', '9000'))
    .map(([data, status]) => new Uint8Array([...data, ...hex(status)])),
  { minLength: 1, maxLength: 24 },
);

function withFiles(image: ChipImage, changes: HostileSession['files']): ChipImage {
  const changedIn = (files: ReadonlyMap<number, Uint8Array>): ReadonlyMap<number, Uint8Array> =>
    new Map(
      [...files].map(([file, content]) => [
        file,
        changes.reduce((bytes, each) => (each.file === file ? mutate(bytes, each.mutations) : bytes), content),
      ]),
    );
  return { ...image, files: changedIn(image.files), masterFiles: changedIn(image.masterFiles) };
}

const changed = (response: Uint8Array, change: Change): Uint8Array =>
  change.kind === 'status' ? hex(change.status) : mutate(response, change.mutations);

function checkResult(result: ChipReadResult, { files }: ChipImage): void {
  if (!result.ok) return;
  const { dataGroups, sod, authenticity } = result.chip;
  if ([...dataGroups.values(), sod].some(({ length }) => length > MAX_FILE_BYTES))
    throw new Error('too much of a file');
  if (authenticity.verdict !== 'anchored') return;
  for (const [group, bytes] of dataGroups) {
    if (toHex(bytes) !== toHex(files.get(dataGroupFile(group)) ?? sod))
      throw new Error(`anchored, and another DG${group}`);
  }
}
