import type { Scanner, ScannerEvent } from '../../native/scanner/port.ts';
import { cardCodeSchema } from '../bridge/staff-login.ts';

/** What a card of the staff begins with, and no code of a patient. */
const mark = 'TDNV-';

/**
 * Takes cards of the staff out of what the scanners read, wherever they are shown and whatever the visit does: to everybody
 * else they have not been scanned. Half a card is no code.
 */
export function withoutStaffCards(codes: Scanner, onCard: (code: string) => void): Scanner {
  codes.subscribe((event) => {
    const card = cardCodeSchema.safeParse(textOf(event));
    if (card.success) onCard(card.data);
  });
  return {
    get status() {
      return codes.status;
    },
    subscribe: (listener) =>
      codes.subscribe((event) => {
        const text = textOf(event);
        if (text === null || !text.startsWith(mark)) listener(event);
        else if (event.type === 'scan' && !cardCodeSchema.safeParse(text).success) {
          listener({ type: 'rejected', rejection: { source: event.scan.source, reason: 'incomplete' } });
        }
      }),
    close: () => codes.close(),
  };
}

/** null for what is no code; a scanner that types may have Caps Lock on. */
const textOf = (event: ScannerEvent): string | null =>
  event.type === 'scan' ? new TextDecoder().decode(event.scan.bytes).trim().toUpperCase() : null;
