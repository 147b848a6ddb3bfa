/** The door of the specimen card, and what was tried on it. */
import type { ChipImage } from '../../fixtures/cards/chip-image.ts';
import type { ChipSimulatorOptions } from '../../fixtures/simulators/chip.ts';
import { ChipDoor, type OpenChip, type Outcome } from './access.ts';
import type { AccessKey, MrzKey } from './chip.ts';
import { freshKeyPairs } from './key-pairs.ts';
import { ChipLink } from './link.ts';
import { freshTools } from './pace-testing.ts';
import { LearningProfile, type ChipProfile } from './profile.ts';
import { citizenCard, WatchedChip, type Watch } from './testing-simulator.ts';

const { random } = freshTools();
export const IMAGE = citizenCard();
export const MRZ = IMAGE.accessKey;
export const WRONG_MRZ: MrzKey = { ...MRZ, expiryDate: '330101' };

/** Instruction and parameters of the commands that open a chip. */
export const COMMAND = {
  mse: '22 c1a4',
  generalAuthenticate: '86 0000',
  getChallenge: '84 0000',
  externalAuthenticate: '82 0000',
  selectApplication: 'a4 040c',
} as const;

export interface Door {
  chip: WatchedChip;
  profile: LearningProfile;
  door: ChipDoor;
  opened: Outcome<{ chip: OpenChip }>;
  findings: string[];
}

export interface Setting {
  image?: ChipImage;
  options?: ChipSimulatorOptions;
  keys?: readonly AccessKey[];
  known?: Partial<ChipProfile>;
  watch?: Watch;
}

export async function openDoor({
  image = IMAGE,
  options = {},
  keys = [MRZ],
  known = {},
  watch = {},
}: Setting): Promise<Door> {
  const chip = new WatchedChip(image, { extendedLength: null, ...options }, watch);
  const profile = new LearningProfile();
  profile.learn(known);
  const findings: string[] = [];
  const note = (id: string): unknown => findings.push(id);
  const tools = { keys, random, keyPairs: freshKeyPairs(random), note, onProofApdus: () => undefined };
  const door = new ChipDoor(new ChipLink(chip), profile, tools);
  return { chip, profile, door, opened: await door.open(), findings };
}
