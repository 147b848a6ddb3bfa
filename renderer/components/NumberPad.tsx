import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { createHitGuard, padHitMs } from '../pacing.ts';
import { DeleteIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';

interface NumberPadProps {
  onDigit: (digit: string) => void;
  onDelete: () => void;
  onClear: () => void;
}

const firstDigits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/**
 * Our own digits: the system's keyboard has keys that nobody wants on a kiosk. A keyboard presses them with Tab and Enter;
 * its own digits are not listened to, since a scanner that types begins like one (renderer/keyboard-scanner.ts).
 */
export function NumberPad({ onDigit, onDelete, onClear }: NumberPadProps) {
  const t = useKioskTexts();
  return (
    <div className="pad" role="group" aria-label={t('pad.label')}>
      {firstDigits.map((digit) => (
        <PadKey key={digit} does={() => onDigit(digit)}>
          {digit}
        </PadKey>
      ))}
      <PadKey isWords does={onClear}>
        {t('pad.clear')}
      </PadKey>
      <PadKey does={() => onDigit('0')}>0</PadKey>
      <PadKey label={t('pad.delete')} does={onDelete}>
        <DeleteIcon />
      </PadKey>
    </div>
  );
}

interface PadKeyProps {
  children: ReactNode;
  does: () => void;
  label?: string;
  isWords?: boolean;
}

/** Only its own bounce is ignored: two fingers may be quicker than that on two keys. */
function PadKey({ children, does, label, isWords = false }: PadKeyProps) {
  const [counts] = useState(() => createHitGuard(padHitMs, () => performance.now()));
  return (
    <Button
      className={`button button-quiet pad-key ${isWords ? 'pad-words' : ''}`}
      {...(label === undefined ? {} : { 'aria-label': label })}
      onPress={() => {
        if (counts()) does();
      }}
    >
      {children}
    </Button>
  );
}
