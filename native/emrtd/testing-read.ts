/** The specimen card read from end to end. */
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import type { ChipImage } from '../../fixtures/cards/chip-image.ts';
import type { ChipSimulatorOptions } from '../../fixtures/simulators/chip.ts';
import type { ChipData, Finding } from './chip.ts';
import { UNKNOWN_CHIP, type ChipProfile, type ProfileMemory } from './profile.ts';
import { readChip, type ReadChipOptions } from './reader.ts';
import { citizenCard, WatchedChip, type Watch } from './testing-simulator.ts';
import { loadTrust } from './trust-store.ts';

/** Groups asked for. */
export const GROUPS = [2, 13, 1];
/** Knows the issuer of the specimen cards. */
export const TRUST = loadTrust([{ name: 'csca.cer', bytes: specimenCsca() }]);

/** Learns nothing. */
export const knowing = (known: Partial<ChipProfile>): ProfileMemory => ({
  recall: () => ({ ...UNKNOWN_CHIP, ...known }),
  remember: () => undefined,
});
/** The specimen card without extended length. */
export const KNOWN = knowing({ cardAccess: 'short-id', extended: 'none', shortIds: 'work' });

export const ids = ({ findings }: { findings: readonly Finding[] }): string[] => findings.map(({ id }) => id);

export async function good(result: ReturnType<typeof readChip>): Promise<ChipData> {
  const read = await result;
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return read.chip;
}

export interface Setting extends Partial<ReadChipOptions> {
  image?: ChipImage;
  chip?: ChipSimulatorOptions;
  watch?: Watch;
}

/** The specimen card, with short lengths unless told otherwise, in a reader that knows its kind. */
export async function readCard({ image = citizenCard(), chip, watch, ...options }: Setting = {}): Promise<{
  card: WatchedChip;
  data: ChipData;
}> {
  const card = new WatchedChip(image, { extendedLength: null, ...chip }, watch);
  const all = { keys: [image.accessKey], groups: GROUPS, trust: TRUST, profile: KNOWN, ...options };
  return { card, data: await good(readChip(card, all)) };
}
