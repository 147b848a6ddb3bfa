import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { createHitGuard, padHitMs } from '../pacing.ts';

interface KeyProps {
  children: ReactNode;
  does: () => void;
  /** Where the face of the key is no word. */
  label?: string;
  className?: string;
  isDisabled?: boolean;
}

/** A key of our own keyboards. Only its own bounce is ignored: two fingers may be quicker than that on two keys. */
export function Key({ children, does, label, className = '', isDisabled = false }: KeyProps) {
  const [counts] = useState(() => createHitGuard(padHitMs, () => performance.now()));
  return (
    <Button
      className={`button button-quiet ${className}`}
      isDisabled={isDisabled}
      {...(label === undefined ? {} : { 'aria-label': label })}
      onPress={() => {
        if (counts()) does();
      }}
    >
      {children}
    </Button>
  );
}
