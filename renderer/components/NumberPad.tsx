import { Key } from '../keyboard/Key.tsx';
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
        <Key className="pad-key" key={digit} does={() => onDigit(digit)}>
          {digit}
        </Key>
      ))}
      <Key className="pad-key pad-words" does={onClear}>
        {t('pad.clear')}
      </Key>
      <Key className="pad-key" does={() => onDigit('0')}>
        0
      </Key>
      <Key className="pad-key" label={t('pad.delete')} does={onDelete}>
        <DeleteIcon />
      </Key>
    </div>
  );
}
