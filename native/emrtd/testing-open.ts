/** A chip opened as the reader opens it, for tests of what comes after. */
import { ChipDoor, type OpenChip } from './access.ts';
import type { AccessKey } from './chip.ts';
import { FileReader } from './files.ts';
import { freshKeyPairs } from './key-pairs.ts';
import { ChipLink } from './link.ts';
import { OpenDocument } from './open-document.ts';
import { freshTools } from './pace-testing.ts';
import type { CardChannel } from './port.ts';
import { LearningProfile, type ChipProfile } from './profile.ts';
import type { ProofTools } from './proof.ts';

export interface OpenedTestChip {
  document: OpenDocument;
  chip: OpenChip;
  profile: LearningProfile;
  tools: ProofTools;
  /** Identifiers of the findings so far. */
  findings: string[];
  /** Sum of what went to `tools.onApdus`. */
  proofApdus: () => number;
}

/** Opens with one key; `known` says what need not be found out first. */
export async function openTestChip(
  channel: CardChannel,
  key: AccessKey,
  known: Partial<ChipProfile> = { cardAccess: 'none', extended: 'none' },
): Promise<OpenedTestChip> {
  const link = new ChipLink(channel);
  const profile = new LearningProfile();
  profile.learn(known);
  const findings: string[] = [];
  const note = (id: string): unknown => findings.push(id);
  const { random } = freshTools();
  const keyPairs = freshKeyPairs(random);
  const door = new ChipDoor(link, profile, { keys: [key], random, keyPairs, note, onProofApdus: () => undefined });
  const opened = await door.open();
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const files = new FileReader(link, profile, () => undefined);
  const document = new OpenDocument(door, opened.chip, files, note);
  let apdus = 0;
  const onApdus = (count: number): void => {
    apdus += count;
  };
  const tools = { link, keyPairs, random, onApdus };
  return { document, chip: opened.chip, profile, tools, findings, proofApdus: () => apdus };
}
