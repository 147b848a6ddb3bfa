import type { Authenticity, ChipAccess, ChipData, ChipProof, Finding, Portrait, ReadCost } from './chip.ts';
import { parseDg1 } from './dg1.ts';
import { parseDg2 } from './dg2.ts';

export interface ReadDocument {
  sod: Uint8Array;
  /** Whole groups by number. */
  dataGroups: ReadonlyMap<number, Uint8Array>;
  /** The judgement of these groups and this SOD (`judgeAuthenticity`). */
  authenticity: Authenticity;
  access: ChipAccess | null;
  proof: ChipProof;
  /** What was noticed while reading. */
  findings: readonly Finding[];
  cost: ReadCost;
}

export type AssembleResult = { ok: true; chip: ChipData } | { ok: false; detail: string };

/** From bytes to meaning and verdict. Readers that deliver the groups by themselves end here, too. */
export function assembleChip(document: ReadDocument): AssembleResult {
  const findings = [...document.findings];
  const dg1 = document.dataGroups.get(1);
  const holder = dg1 ? parseDg1(dg1) : ({ ok: true, mrz: null } as const);
  if (!holder.ok) return holder;
  const wrongCheckDigits = holder.mrz?.wrongCheckDigits ?? [];
  if (wrongCheckDigits.length > 0) {
    findings.push({ id: 'mrz-check-digit', detail: `wrong check digit: ${wrongCheckDigits.join(', ')}` });
  }

  const dg2 = document.dataGroups.get(2);
  let portrait: Portrait | null = null;
  if (dg2) {
    const face = parseDg2(dg2);
    if (face.ok) portrait = face.portrait;
    else findings.push({ id: 'portrait-unreadable', detail: face.detail });
  }
  const proof = signedProof(document);
  return {
    ok: true,
    chip: {
      mrz: holder.mrz,
      portrait,
      dataGroups: document.dataGroups,
      sod: document.sod,
      authenticity: withProof(document.authenticity, proof),
      access: document.access,
      proof,
      findings,
      cost: document.cost,
    },
  };
}

/** A proof by a key that nobody signed proves nothing: DG14 or DG15 may be the copier's own. */
function signedProof({ proof, authenticity }: ReadDocument): ChipProof {
  const isForged = [14, 15].some((group) => authenticity.dataGroups.get(group) === 'mismatch');
  return proof.result === 'holds' && isForged ? { ...proof, result: 'not-tried' } : proof;
}

/** Genuine data on a chip that cannot show its key is a copy. */
function withProof(authenticity: Authenticity, { method, result }: ChipProof): Authenticity {
  if (result !== 'contradicts') return authenticity;
  const finding = {
    id: 'chip-copied',
    detail: `${method ?? 'chip'}: the chip does not hold the key it was issued with`,
  };
  return { ...authenticity, verdict: 'invalid', findings: [...authenticity.findings, finding] };
}
