import { useState } from 'react';
import { DeleteIcon } from '../components/icons.tsx';
import { KioskContext } from '../components/kiosk-context.ts';
import { Key } from '../keyboard/Key.tsx';
import { type Method, OnScreenKeyboard } from '../keyboard/OnScreenKeyboard.tsx';
import { telex } from '../keyboard/telex.ts';
import { pressTone, type Typed, typedBefore, withoutLast } from '../keyboard/typing.ts';
import { vni } from '../keyboard/vni.ts';
import { useStaff, useStaffTexts } from './staff-context.ts';

/** The page's own keyboards, for the kiosk's screen: the system's has keys that lead out of a kiosk. */

interface KeysProps {
  value: string;
  onChange: (value: string) => void;
  onDone: () => void;
}

/** What names of accounts and numbers of tickets are made of (electron/bridge/staff-login.ts, staff-page.ts). */
const nameRows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm._-'] as const;

/** Names and numbers of tickets: no capitals, no accents. */
export function NameKeys({ value, onChange, onDone }: KeysProps) {
  const t = useStaffTexts();
  return (
    <div className="keyboard glass-keys" role="group" aria-label={t('keyboard.label')}>
      {nameRows.map((row) => (
        <div className="key-row" key={row}>
          {Array.from(row, (letter) => (
            <Key key={letter} className="key" does={() => onChange(value + letter)}>
              {letter}
            </Key>
          ))}
        </div>
      ))}
      <div className="key-row key-bottom">
        <Key className="key key-wide" label={t('keyboard.delete')} does={() => onChange(value.slice(0, -1))}>
          <DeleteIcon />
        </Key>
        <Key className="button-primary key key-word key-done" isDisabled={value === ''} does={onDone}>
          {t('staff.glass.next')}
        </Key>
      </div>
    </div>
  );
}

const writes = { telex, vni } as const satisfies Record<Method, (typed: Typed, key: string) => Typed>;

/** Sentences, with Telex or VNI. */
export function TextKeys({ value, onChange, onDone }: KeysProps) {
  const { language } = useStaff();
  const t = useStaffTexts();
  const [method, setMethod] = useState<Method>('telex');
  const [last, setLast] = useState(() => typedBefore(value));
  // Typed on a keyboard that is plugged in: what the last key did is of another text.
  const typed = last.text === value ? last : typedBefore(value);
  const take = (next: Typed): void => {
    setLast(next);
    onChange(next.text);
  };
  // The keyboard takes its words from here, and nothing else.
  const kiosk = { language, today: '', send: () => undefined, pressCounts: () => true };
  return (
    <KioskContext value={kiosk}>
      <div className="glass-keys">
        <OnScreenKeyboard
          method={method}
          onMethod={setMethod}
          onKey={(key) => take(writes[method](typed, key))}
          onTone={(tone) => take(typedBefore(pressTone(value, tone)))}
          onDelete={() => take(typedBefore(withoutLast(value)))}
          done={{ label: t('staff.glass.hideKeys'), does: onDone }}
        />
      </div>
    </KioskContext>
  );
}
