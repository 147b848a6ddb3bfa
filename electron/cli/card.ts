import { writeFileSync } from 'node:fs';
import { parseDg13 } from '../../native/citizen-id/dg13.ts';
import type { ChipData } from '../../native/emrtd/chip.ts';
import type { EfCom } from '../../native/emrtd/ef-com.ts';
import { openReader } from '../devices.ts';
import { vietnameseDocuments } from '../documents.ts';
import { comLine, detailsIn } from './card-details.ts';
import { failureText } from './card-keys.ts';
import { type CardOptions, withCard } from './card-reader.ts';
import { printable } from './card-text.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

const detailsGroup = 13;

export interface ReadOptions extends CardOptions {
  /** Where the portrait is saved. */
  portrait?: string;
  /** Every group of the document, and EF.COM. */
  all?: boolean;
}

/** `tiepdon card read`: the chip of the laid card, opened with what is printed on it. */
export function readCard(options: ReadOptions): Promise<ExitCode> {
  return withCard(options, {
    open: ({ configuration, simulation, judging }) =>
      openReader(configuration.devices.reader, simulation?.cardSlot ?? null, judging),
    use: async (card, opening, today) => {
      const startedMs = performance.now();
      let com: EfCom | null = null;
      const everything = { groups: 'listed', com: true, onCom: (said: EfCom) => void (com = said) } as const;
      const result = await card.read({ ...opening, ...(options.all && everything) });
      const durationMs = Math.round(performance.now() - startedMs);
      if (!result.ok) {
        const { failure, cost } = result;
        complain(options.json, printable(failureText(failure)), { failure, cost });
        return exitCodes.failed;
      }
      const { chip } = result;
      const saved = savePortrait(chip, options.portrait);
      const report = { ...reportOf(chip, com, today, saved.file), durationMs };
      print(options.json, report, () => describe(report));
      if (saved.problem !== null) complain(false, saved.problem);
      if (chip.authenticity.verdict === 'invalid') return exitCodes.falseDocument;
      return saved.problem === null ? exitCodes.done : exitCodes.failed;
    },
  });
}

interface SavedPortrait {
  /** Null when there is no portrait, or it was not to be saved, or could not be. */
  file: string | null;
  problem: string | null;
}

/** What was read is not lost over a file that cannot be written, and a file that is there is not lost over a portrait. */
function savePortrait({ portrait }: ChipData, file: string | undefined): SavedPortrait {
  if (file === undefined || !portrait) return { file: null, problem: null };
  try {
    writeFileSync(file, portrait.bytes, { mode: 0o600, flag: 'wx' });
    return { file, problem: null };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === 'EEXIST' ? 'exists already and stays as it is' : `cannot be written: ${code ?? ''}`;
    return { file: null, problem: printable(`the portrait was not saved: ${file} ${problem}`) };
  }
}

function reportOf(chip: ChipData, com: EfCom | null, today: string, portraitFile: string | null) {
  const dg13 = chip.dataGroups.get(detailsGroup);
  const details = dg13 ? parseDg13(dg13) : null;
  const { verdict, documentSigner, dataGroups, chain } = chip.authenticity;
  return {
    holder: vietnameseDocuments(() => today, { priorityRules: [], provinces: [] }).holderOf(chip),
    mrz: chip.mrz,
    /** DG13 of a citizen card, field by field. */
    details: details?.ok === true ? details.fields : null,
    /** DG7, DG11, DG12 and DG16, as far as they were read. */
    moreDetails: detailsIn(chip.dataGroups),
    com,
    verdict,
    documentSigner,
    dataGroups: Object.fromEntries(dataGroups),
    chain,
    access: chip.access,
    proof: chip.proof,
    findings: [...chip.authenticity.findings, ...chip.findings],
    groups: [...chip.dataGroups].map(([group, bytes]) => ({ group, sizeBytes: bytes.length })),
    portrait: chip.portrait && {
      mediaType: chip.portrait.mediaType,
      sizeBytes: chip.portrait.bytes.length,
      file: portraitFile,
    },
    cost: chip.cost,
  };
}

function describe(report: ReturnType<typeof reportOf> & { durationMs: number }): string[] {
  const { holder, verdict, access, proof, findings, groups, moreDetails, com, portrait, cost, durationMs } = report;
  const phases = cost.phases.map((phase) => `${phase.phase} ${String(Math.round(phase.durationMs))} ms`);
  return [
    `${holder.fullName ?? '?'}, ${holder.idNumber ?? '?'}, born ${holder.birthDate ?? '?'}`,
    `verdict: ${verdict}`,
    ...findings.map(({ id, detail }) => `  ${id}: ${detail}`),
    ...(access ? [`opened by ${access.protocol} with the ${access.password}`] : []),
    `chip is no copy: ${proof.result}${proof.method === null ? '' : ` (${proof.method})`}`,
    `groups: ${groups.map(({ group, sizeBytes }) => `DG${String(group)} ${String(sizeBytes)} B`).join(', ')}`,
    ...moreDetails.flatMap(({ lines }) => lines),
    ...(com ? [comLine(com)] : []),
    portrait
      ? `portrait: ${portrait.mediaType}, ${String(portrait.sizeBytes)} B${portrait.file === null ? '' : `, ${portrait.file}`}`
      : 'portrait: none',
    `${String(cost.apdus)} APDUs, ${String(cost.bytesSent)} B sent, ${String(cost.bytesReceived)} B received, ${String(durationMs)} ms`,
    ...(phases.length > 0 ? [`phases: ${phases.join(', ')}`] : []),
  ].map(printable);
}
