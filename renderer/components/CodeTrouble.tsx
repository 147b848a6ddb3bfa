import type { ReactNode } from 'react';
import { AttentionIcon } from './icons.tsx';
import { useCodesInVain } from './kiosk-context.ts';

/** What is wrong with the code that was shown last. It comes anew with each further one, to the eye and to the ear. */
export function CodeTrouble({
  className = 'line line-attention',
  children,
}: {
  className?: string;
  children: ReactNode;
}) {
  const inVain = useCodesInVain();
  return (
    <p key={inVain} className={className} data-told={inVain}>
      <AttentionIcon />
      <span>{children}</span>
    </p>
  );
}
