/**
 * Who a patient is at a REST hospital. A record that was merged (TRANG_THAI `DA_GOP`) names the one that replaced it
 * (MA_BN_GOP), which counts in its place.
 */
import { z } from 'zod';
import type { HospitalPatient, HospitalResult, PatientKeys, PatientMatch } from './hospital-api.ts';
import { insuranceCode } from './identifiers.ts';
import { mapped, post, type RestCalls } from './rest-calls.ts';
import { fromGioiTinh, fromNgay } from './rest-fields.ts';
import { code, id, list, optional, text } from './rest-values.ts';

export const patientSchema = z.looseObject({
  MA_BN: id,
  HO_TEN: text,
  NGAY_SINH: optional(text),
  GIOI_TINH: optional(code),
  // A state that nobody has described is no answer: what must not be done with this patient is not known.
  TRANG_THAI: optional(z.enum(['HOAT_DONG', 'BI_CHAN', 'TU_VONG', 'DA_GOP'])),
  MA_BN_GOP: optional(id),
});
type PatientAnswer = z.infer<typeof patientSchema>;

const patientsSchema = list(patientSchema);

const standings: Readonly<Record<string, HospitalPatient['standing']>> = { BI_CHAN: 'blocked', TU_VONG: 'deceased' };

/** Records are merged into merged ones, but hardly ever thrice: a longer way is a loop. */
const maxHops = 3;

/** A key that finds more merged records than this finds no one person, and is not worth as many questions. */
const mostFollowed = 10;

/** Where the records that a key found end: in one of them, or in one that has another code. */
type End = { kind: 'here'; answer: PatientAnswer } | { kind: 'elsewhere'; patientCode: string } | { kind: 'nowhere' };

/** Searches key by key; the first that finds anybody decides. */
export async function findPatient(
  calls: RestCalls,
  keys: PatientKeys,
  signal: AbortSignal | undefined,
): Promise<HospitalResult<PatientMatch>> {
  for (const key of searchChain(keys)) {
    const found = await search(calls, key, signal);
    if (!found.ok) return found;
    if (found.value.length > 0) return matchOf(calls, found.value, signal);
  }
  return { ok: true, value: { kind: 'none' } };
}

/** The patient of a record that a slip names, by itself or by its code; null when there is none, or it was merged away. */
export async function patientOf(
  calls: RestCalls,
  named: PatientAnswer | string,
  signal: AbortSignal | undefined,
): Promise<HospitalResult<HospitalPatient | null>> {
  const match =
    typeof named === 'string'
      ? await findPatient(calls, { ...noKeys, patientCode: named }, signal)
      : await matchOf(calls, [named], signal);
  return mapped(match, (value) => (value.kind === 'one' ? value.patient : null));
}

const noKeys: PatientKeys = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};

const search = (calls: RestCalls, key: Record<string, string>, signal: AbortSignal | undefined) =>
  calls.askOr404(post('/benhnhan', key), patientsSchema, [], signal);

async function matchOf(
  calls: RestCalls,
  found: PatientAnswer[],
  signal: AbortSignal | undefined,
): Promise<HospitalResult<PatientMatch>> {
  const ends = found.map((answer) => endOf(answer, found));
  const people = new Map<string, HospitalPatient>(
    ends.flatMap((end) =>
      end.kind === 'here' ? [[end.answer.MA_BN, hospitalPatient(end.answer, false)] as const] : [],
    ),
  );
  const elsewhere = new Set(ends.flatMap((end) => (end.kind === 'elsewhere' ? [end.patientCode] : [])));
  if (elsewhere.size > mostFollowed) {
    return { ok: true, value: { kind: 'several', count: people.size + elsewhere.size } };
  }
  for (const patientCode of elsewhere) {
    const survivor = await follow(calls, patientCode, signal);
    if (!survivor.ok) return survivor;
    const { value } = survivor;
    if (value !== null && !people.has(value.MA_BN)) people.set(value.MA_BN, hospitalPatient(value, true));
  }
  const [patient, ...others] = people.values();
  if (!patient) return { ok: true, value: { kind: 'merged-away' } };
  return {
    ok: true,
    value: others.length > 0 ? { kind: 'several', count: people.size } : { kind: 'one', patient },
  };
}

function endOf(answer: PatientAnswer, found: readonly PatientAnswer[]): End {
  let record = answer;
  for (let hops = 0; hops <= maxHops; hops += 1) {
    if (record.TRANG_THAI !== 'DA_GOP') return { kind: 'here', answer: record };
    const { MA_BN_GOP: patientCode } = record;
    if (patientCode === undefined) return { kind: 'nowhere' };
    const next = found.find(({ MA_BN }) => MA_BN === patientCode);
    if (next === undefined) return { kind: 'elsewhere', patientCode };
    record = next;
  }
  return { kind: 'nowhere' };
}

/** The record that stands, from this code on; null when the way to it ends. */
async function follow(
  calls: RestCalls,
  patientCode: string,
  signal: AbortSignal | undefined,
): Promise<HospitalResult<PatientAnswer | null>> {
  let next: string | undefined = patientCode;
  for (let hops = 0; hops < maxHops && next !== undefined; hops += 1) {
    const found: HospitalResult<PatientAnswer[]> = await search(calls, { MA_BN: next }, signal);
    if (!found.ok) return found;
    const record: PatientAnswer | undefined = found.value.find(({ MA_BN }) => MA_BN === next);
    if (record === undefined) return { ok: true, value: null };
    if (record.TRANG_THAI !== 'DA_GOP') return { ok: true, value: record };
    next = record.MA_BN_GOP;
  }
  return { ok: true, value: null };
}

const hospitalPatient = (answer: PatientAnswer, wasMerged: boolean): HospitalPatient => ({
  id: answer.MA_BN,
  fullName: answer.HO_TEN,
  birthDate: fromNgay(answer.NGAY_SINH ?? null),
  sex: fromGioiTinh(answer.GIOI_TINH ?? null),
  patientCode: answer.MA_BN,
  standing: standings[answer.TRANG_THAI ?? ''] ?? 'active',
  wasMerged,
});

/** The keys somebody has, strongest first; the insurance number as its ten digits, which outlive the card number. */
function searchChain(keys: PatientKeys): Record<string, string>[] {
  const key = (name: string, value: string | null) => (value === null ? [] : [{ [name]: value }]);
  return [
    ...key('SO_CCCD', keys.idNumber),
    ...key('SO_CMND', keys.oldIdNumber),
    ...key('MA_SO_BHXH', keys.insuranceNumber === null ? null : insuranceCode(keys.insuranceNumber)),
    ...key('SO_HO_CHIEU', keys.passportNumber),
    ...key('MA_BN', keys.patientCode),
  ];
}
