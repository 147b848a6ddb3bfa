import type { CodeShown } from './events.ts';
import type { VisitPorts } from './ports.ts';

/** A VNeID code, exchanged for whoever showed it. */

/** What a VNeID code turned out to be: as good as the code of a card, or nothing. */
export type Exchanged = CodeShown | { type: 'code-refused'; prompt: 'code-expired' | 'code-unchecked' };

export const notExchanged = { type: 'code-refused', prompt: 'code-unchecked' } as const;

/** Asks the service that knows such codes; a code that it does not know, or not any more, is to be shown afresh. */
export async function exchangeCode(
  { ports, token, codeSha256 }: { ports: VisitPorts; token: string; codeSha256: string },
  signal: AbortSignal,
): Promise<Exchanged> {
  const verdict = ports.verifyCode ? await ports.verifyCode(token, signal) : ({ kind: 'unavailable' } as const);
  switch (verdict.kind) {
    case 'person':
      return { type: 'scan', code: verdict.code, codeSha256, isVneid: true };
    case 'expired':
    case 'unknown':
      return { type: 'code-refused', prompt: 'code-expired' };
    case 'unavailable':
      return notExchanged;
  }
}
