import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import { useKiosk } from './kiosk-context.ts';

interface KioskButtonProps {
  /** `primary`: the likely act, one a screen. `quiet`: the others. `tile`: a large target in a list. */
  look: 'primary' | 'quiet' | 'tile' | 'emergency';
  children: ReactNode;
  /** What a press tells the station, or does on the screen itself (paging). */
  does: VisitIntent | (() => void);
  isDisabled?: boolean;
  autoFocus?: boolean;
  className?: string;
  label?: string;
  /** What bystanders may hear in place of words about a person; '': only that there is something to press. */
  aloud?: string | undefined;
}

/** Acts on release; a second hit within half a second is ignored. */
export function KioskButton({
  look,
  children,
  does,
  isDisabled,
  autoFocus,
  className,
  label,
  aloud,
}: KioskButtonProps) {
  const { send, pressCounts } = useKiosk();
  return (
    <Button
      className={`button button-${look} ${className ?? ''}`}
      isDisabled={isDisabled ?? false}
      autoFocus={autoFocus ?? false}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(aloud === undefined ? {} : { 'data-private': aloud })}
      {...(typeof does === 'function' ? {} : { 'data-does': does.type })}
      onPress={() => {
        if (!pressCounts()) return;
        if (typeof does === 'function') does();
        else send(does);
      }}
    >
      {children}
    </Button>
  );
}
