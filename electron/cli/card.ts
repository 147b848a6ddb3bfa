import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accessKeys } from '../../native/citizen-id/access-key.ts';
import { parseCode } from '../../native/citizen-id/parse-code.ts';
import type { ChipData } from '../../native/emrtd/chip.ts';
import type { DocumentReader, ReaderStatus } from '../../native/readers/port.ts';
import { openReader } from '../devices.ts';
import { vietnameseDocuments } from '../documents.ts';
import { loadConfiguration } from '../operations/configuration.ts';
import { dataFolderAt, defaultDataFolder, openDataFolder } from '../operations/data-folder.ts';
import { openSimulation } from '../simulation.ts';
import { loadAnchors } from '../trust.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

export interface CardOptions {
  json: boolean;
  data: string | undefined;
  qr: string;
  person?: string;
  portrait?: string;
  seconds: number;
}

/** `tiepdon card read`: the chip of the laid card, opened with the data of its printed code. */
export async function readCard(options: CardOptions): Promise<ExitCode> {
  const code = parseCode(Buffer.from(options.qr, 'utf8'), { patientCode: /(?!)/ });
  if (code.kind !== 'cccd') {
    complain(options.json, 'this is no code of a citizen ID card');
    return exitCodes.usage;
  }
  const keys = accessKeys(code);
  if (keys.length === 0) {
    complain(options.json, 'this code does not say enough to open the chip: birth date or expiry cannot be derived');
    return exitCodes.failed;
  }
  const path = dataFolderAt(options.data ?? defaultDataFolder(process.env)).path;
  const loaded = loadConfiguration(path);
  const folder = openDataFolder(path);
  if (!loaded.ok || !folder.ok) {
    complain(options.json, folder.ok ? 'the configuration is wrong; see tiepdon config check' : folder.message);
    return exitCodes.invalid;
  }
  const { configuration } = loaded;
  // Only the reader is wanted of the simulated surroundings.
  const simulation = await openSimulation(
    {
      ...configuration,
      devices: { ...configuration.devices, scanner: { kind: 'none' } },
      his: { ...configuration.his, kind: 'fhir', url: 'http://127.0.0.1:9', token: null },
    },
    path,
  );
  const anchors = loadAnchors(resolve(path, configuration.trust.cscaFolder));
  const reader = await openReader(configuration.devices.reader, simulation?.cardSlot ?? null, anchors);
  if (!reader) {
    complain(options.json, 'no reader is configured');
    return exitCodes.failed;
  }
  try {
    if (options.person !== undefined) {
      const refusal = simulation
        ? await simulation.handle({ type: 'insert-card', personId: options.person })
        : 'the reader is not simulated';
      if (refusal !== null) {
        complain(options.json, refusal);
        return exitCodes.usage;
      }
    }
    const card = await cardOn(reader, options.seconds * 1000);
    if (card.state !== 'card') {
      complain(options.json, card.state === 'empty' ? 'no card was laid on the reader' : `no reader: ${card.detail}`);
      return exitCodes.failed;
    }
    const startedMs = performance.now();
    const result = await card.read({ keys });
    const durationMs = Math.round(performance.now() - startedMs);
    if (!result.ok) {
      complain(options.json, `the chip was not read: ${result.failure.kind}`);
      return exitCodes.failed;
    }
    if (options.portrait !== undefined && result.chip.portrait) {
      writeFileSync(options.portrait, result.chip.portrait.bytes, { mode: 0o600 });
    }
    print(options.json, { ...report(result.chip), durationMs }, () => describe(result.chip, durationMs));
    return result.chip.authenticity.verdict === 'invalid' ? exitCodes.invalid : exitCodes.done;
  } finally {
    await reader.close();
    await simulation?.close();
  }
}

/** The first card within the time, or the status when it is over. */
function cardOn(reader: DocumentReader, timeoutMs: number): Promise<ReaderStatus> {
  if (reader.status.state === 'card') return Promise.resolve(reader.status);
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stop();
      resolve(reader.status);
    };
    const timer = setTimeout(finish, timeoutMs);
    const stop = reader.subscribe((status) => {
      if (status.state === 'card') finish();
    });
  });
}

const today = (): string => new Date().toISOString().slice(0, 10);

function report(chip: ChipData) {
  return {
    holder: vietnameseDocuments(today).holderOf(chip),
    verdict: chip.authenticity.verdict,
    documentSigner: chip.authenticity.documentSigner,
    findings: [...chip.authenticity.findings, ...chip.findings],
    groups: [...chip.dataGroups].map(([group, bytes]) => ({ group, sizeBytes: bytes.length })),
    portrait: chip.portrait && { mediaType: chip.portrait.mediaType, sizeBytes: chip.portrait.bytes.length },
    cost: chip.cost,
  };
}

function describe(chip: ChipData, durationMs: number): string[] {
  const { holder, verdict, findings, groups, portrait, cost } = report(chip);
  return [
    `${holder.fullName ?? '?'}, ${holder.idNumber ?? '?'}, born ${holder.birthDate ?? '?'}`,
    `verdict: ${verdict}`,
    ...findings.map(({ id, detail }) => `  ${id}: ${detail}`),
    `groups: ${groups.map(({ group, sizeBytes }) => `DG${String(group)} ${String(sizeBytes)} B`).join(', ')}`,
    portrait ? `portrait: ${portrait.mediaType}, ${String(portrait.sizeBytes)} B` : 'portrait: none',
    `${String(cost.apdus)} APDUs, ${String(cost.bytesSent)} B sent, ${String(cost.bytesReceived)} B received, ${String(durationMs)} ms`,
  ];
}
