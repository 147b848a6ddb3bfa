import { judgeAuthenticity } from './authenticity.ts';
import type { ChipAccess, ChipData, ChipProof, Finding, Portrait, ReadCost } from './chip.ts';
import { parseDg1 } from './dg1.ts';
import { parseDg2 } from './dg2.ts';

export interface ReadDocument {
  sod: Uint8Array;
  /** Whole groups by number; DG1 must be among them. */
  dataGroups: ReadonlyMap<number, Uint8Array>;
  access: ChipAccess;
  proof: ChipProof;
  /** What was noticed while reading. */
  findings: readonly Finding[];
  cost: ReadCost;
}

export type AssembleResult = { ok: true; chip: ChipData } | { ok: false; detail: string };

/** From bytes to meaning and verdict. Readers that deliver the groups by themselves end here, too. */
export function assembleChip(document: ReadDocument, anchors: readonly Uint8Array[]): AssembleResult {
  const findings = [...document.findings];
  const dg1 = document.dataGroups.get(1);
  const holder = dg1 ? parseDg1(dg1) : ({ ok: false, detail: 'no DG1' } as const);
  if (!holder.ok) return holder;
  if (holder.mrz.wrongCheckDigits.length > 0) {
    findings.push({ id: 'mrz-check-digit', detail: `wrong check digit: ${holder.mrz.wrongCheckDigits.join(', ')}` });
  }

  const dg2 = document.dataGroups.get(2);
  let portrait: Portrait | null = null;
  if (dg2) {
    const face = parseDg2(dg2);
    if (face.ok) portrait = face.portrait;
    else findings.push({ id: 'portrait-unreadable', detail: face.detail });
  }
  return {
    ok: true,
    chip: {
      mrz: holder.mrz,
      portrait,
      dataGroups: document.dataGroups,
      sod: document.sod,
      authenticity: judgeAuthenticity(document.sod, document.dataGroups, anchors),
      access: document.access,
      proof: document.proof,
      findings,
      cost: document.cost,
    },
  };
}
