import type { ReactNode } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { AttentionIcon, CheckIcon, InfoIcon } from './icons.tsx';

const looks = {
  pending: { tone: 'info', Sign: InfoIcon },
  confirmed: { tone: 'good', Sign: CheckIcon },
  refused: { tone: 'attention', Sign: AttentionIcon },
} as const;

/** Whether the hospital has it yet, said calmly. */
export function SyncLine({ sync, children }: { sync: VisitAt<'ticket'>['sync']; children: ReactNode }) {
  const { tone, Sign } = looks[sync];
  return (
    <p className={`line line-${tone}`} role="status" data-sync={sync}>
      <Sign />
      <span>{children}</span>
    </p>
  );
}
