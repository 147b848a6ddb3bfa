import { statSync } from 'node:fs';
import { judgeAuthenticity } from '../../native/emrtd/authenticity.ts';
import type { Authenticity, ChainLink, Finding, Verdict } from '../../native/emrtd/chip.ts';
import { NO_TRUST, type TrustStore } from '../../native/emrtd/trust-store.ts';
import { loadTrustFolder } from '../trust.ts';
import { readDump } from './card-dump.ts';
import { printable } from './card-text.ts';
import { print } from './output.ts';

/** How `tiepdon card verify` ends. Its own codes: 3 and 4 tell two verdicts apart. */
export const verifyExitCodes = { anchored: 0, unusable: 2, consistent: 3, invalid: 4 } as const;
export type VerifyExitCode = (typeof verifyExitCodes)[keyof typeof verifyExitCodes];

export interface VerifyOptions {
  json: boolean;
  folder: string;
  /** Folder of country signing certificates; without it nothing is anchored. */
  anchors?: string;
}

interface VerifyReport {
  /** `unusable`: there is nothing to judge. */
  verdict: Verdict | 'unusable';
  /** Groups that the SOD lists or the folder has, by number. */
  dataGroups: Record<string, 'match' | 'mismatch' | 'absent'>;
  chain: ChainLink[];
  findings: Finding[];
}

/** `tiepdon card verify`: passive authentication (ICAO 9303-11, 5.1) of files that were read at another time. */
export async function verifyCard(options: VerifyOptions): Promise<VerifyExitCode> {
  const report = judge(options);
  print(options.json, report, () => describe(report));
  return verifyExitCodes[report.verdict];
}

const unusable = (findings: Finding[]): VerifyReport => ({ verdict: 'unusable', dataGroups: {}, chain: [], findings });

function judge({ folder, anchors }: VerifyOptions): VerifyReport {
  const read = readDump(folder);
  if (!read.ok) return unusable(read.findings);
  const trust = trustIn(anchors);
  if (!trust) {
    return unusable([
      { id: 'anchors-unreadable', detail: `${printable(anchors ?? '')} is no folder that can be read` },
    ]);
  }

  const { sod, dataGroups, findings } = read.dump;
  const authenticity = judgeAuthenticity(sod, dataGroups, trust);
  const all = [...findings, ...trust.problems, ...authenticity.findings, ...absentGroups(authenticity)];
  if (authenticity.findings.some(({ id }) => id === 'sod-malformed')) return unusable(all);
  const { verdict, chain } = authenticity;
  return { verdict, dataGroups: Object.fromEntries(authenticity.dataGroups), chain, findings: all };
}

/** Null when there is no such folder: an anchor that is missing by mistake must not look like one that is not there. */
function trustIn(folder: string | undefined): TrustStore | null {
  if (folder === undefined) return NO_TRUST;
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  const trust = loadTrustFolder(folder);
  return trust.problems.some(({ id }) => id === 'trust-folder-unreadable') ? null : trust;
}

function absentGroups({ dataGroups }: Authenticity): Finding[] {
  return [...dataGroups]
    .filter(([, state]) => state === 'absent')
    .map(([group]) => ({ id: 'group-absent', detail: `DG${String(group)} is in the SOD and not in the folder` }));
}

const inWords: Record<VerifyReport['verdict'], string> = {
  anchored: 'hashes and signature hold, and the issuer is trusted',
  consistent: 'hashes and signature hold, but the given certificates do not vouch for the signer',
  invalid: 'something contradicts or cannot be judged',
  unusable: 'there is nothing to judge',
};

function describe({ verdict, dataGroups, chain, findings }: VerifyReport): string[] {
  const groups = Object.entries(dataGroups).map(([group, state]) => `DG${group} ${state}`);
  return [
    `verdict: ${verdict} (${inWords[verdict]})`,
    ...(groups.length > 0 ? [`groups: ${groups.join(', ')}`] : []),
    ...chain.map(
      ({ role, subject, serialNumber, notBefore, notAfter }) =>
        `${role}: ${subject}, number ${serialNumber}, ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}`,
    ),
    ...findings.map(({ id, detail }) => `  ${id}: ${detail}`),
  ].map(printable);
}
