import type { ChipReadResult } from '../emrtd/chip.ts';
import { applyVerifier, type ChipVerifier } from '../emrtd/chip-verifier.ts';
import { parseSod } from '../emrtd/sod.ts';
import type { DocumentReader, DocumentReadOptions, ReaderStatus } from './port.ts';

/** A reader whose documents are shown to an outside service when their issuer is anchored nowhere. */
export function verifiedReader(reader: DocumentReader, verifier: ChipVerifier): DocumentReader {
  const verified = (status: ReaderStatus): ReaderStatus =>
    status.state === 'card'
      ? { ...status, read: async (options) => verify(await status.read(options), verifier, options) }
      : status;
  return {
    get status() {
      return verified(reader.status);
    },
    subscribe: (listener) => reader.subscribe((status) => listener(verified(status))),
    close: () => reader.close(),
  };
}

async function verify(
  result: ChipReadResult,
  verifier: ChipVerifier,
  { signal = new AbortController().signal }: DocumentReadOptions,
): Promise<ChipReadResult> {
  if (!result.ok || result.chip.authenticity.verdict !== 'consistent') return result;
  const parsed = parseSod(result.chip.sod);
  const signer = parsed.ok ? parsed.sod.documentSigner : null;
  if (!signer) return result;
  const answer = await verifier.verify({ sod: result.chip.sod, documentSigner: signer.der }, signal);
  return { ok: true, chip: { ...result.chip, authenticity: applyVerifier(result.chip.authenticity, answer) } };
}
