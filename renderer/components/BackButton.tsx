import type { ReactNode } from 'react';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import { BackIcon } from './icons.tsx';
import { KioskButton } from './KioskButton.tsx';

interface BackButtonProps {
  children: ReactNode;
  does?: VisitIntent | (() => void);
}

/** One step back, in words that say to what. */
export function BackButton({ does = { type: 'back' }, children }: BackButtonProps) {
  return (
    <KioskButton look="quiet" does={does}>
      <BackIcon />
      {children}
    </KioskButton>
  );
}
