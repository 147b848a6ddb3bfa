import type { Amendments } from './amendments.ts';
import type { Audit } from './audit.ts';
import type { Consents } from './consents.ts';
import type { Outbox, OutboxItem, Settlement } from './outbox.ts';
import type { Writes } from './writes.ts';

/** The sending side. There is one at a time, so two engines cannot send one row. */
export interface OutboxSender {
  /**
   * Writes answers down and hands out at most `limit` rows, one a lane, none of the resting lanes, in one transaction; null
   * when the disk refuses, and then nothing of it is written.
   */
  settleAndClaim(
    settlements: readonly Settlement[],
    limit: number,
    restingLanes: readonly string[],
  ): OutboxItem[] | null;
  detach(): void;
}

export interface SendingParts {
  writes: Pick<Writes, 'write' | 'announce'>;
  outbox: Outbox;
  audit: Pick<Audit, 'append'>;
  amendments: Pick<Amendments, 'refused'>;
  consents: Pick<Consents, 'refused'>;
}

export interface Sending {
  /** Throws while another sender is attached. `onRetry`: staff want a lane to be tried now. */
  attachSender: (onRetry?: (lane: string) => void) => OutboxSender;
  /** Staff want this lane to be tried now. */
  retried(lane: string): void;
}

/** What the hospital answered, and what is to be sent next. */
export function openSending({ writes, outbox, audit, amendments, consents }: SendingParts): Sending {
  let senderAttached = false;
  let onRetry: ((lane: string) => void) | undefined;

  /** The keys that changed: the row's own, and those of what follows from it. */
  function settle(settlement: Settlement): string[] {
    const { key } = settlement;
    outbox.settle(settlement);
    switch (settlement.state) {
      case 'pending':
      case 'unsent':
        return [key];
      case 'confirmed':
        audit.append({ actor: 'kiosk', action: 'confirmed', subject: key });
        return [key];
      case 'dead': {
        audit.append({ actor: 'kiosk', action: 'refused', subject: key, detail: settlement.refusal.reason });
        return [...new Set([key, ...amendments.refused(key, settlement.refusal), ...consents.refused(key)])];
      }
    }
  }

  return {
    attachSender(retried) {
      if (senderAttached) throw new Error('The queue has a sender already; stop its sync engine first.');
      senderAttached = true;
      onRetry = retried;
      return {
        settleAndClaim(settlements, limit, restingLanes) {
          const done = writes.write('sync', () => {
            const settled = settlements.flatMap(settle);
            return { settled, items: limit > 0 ? outbox.claim(limit, restingLanes) : [] };
          });
          if (done === null) return null;
          const { settled, items } = done.value;
          writes.announce(settled);
          writes.announce(items.map(({ key }) => key));
          return items;
        },
        detach() {
          senderAttached = false;
          onRetry = undefined;
        },
      };
    },
    retried: (lane) => onRetry?.(lane),
  };
}
