import { useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { DeleteIcon } from '../components/icons.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { Key } from './Key.tsx';
import { type Tone, tones } from './syllable.ts';

/** How the letters of a keyboard make Vietnamese ones. */
export type Method = 'telex' | 'vni';
const methods: readonly Method[] = ['telex', 'vni'];

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;
/** For who knows neither way: each letter and each tone has a key as well. */
const markedLetters = 'ăâđêôơư';
const toneNames = ['acute', 'grave', 'hook', 'tilde', 'dot'] as const satisfies readonly (keyof typeof tones)[];

interface OnScreenKeyboardProps {
  method: Method;
  onMethod: (method: Method) => void;
  /** One character. */
  onKey: (key: string) => void;
  onTone: (tone: Tone) => void;
  onDelete: () => void;
  done: { label: string; does: () => void };
}

/** The keyboard of the page, for Vietnamese: the system's has keys that lead out of a kiosk. */
export function OnScreenKeyboard({ method, onMethod, onKey, onTone, onDelete, done }: OnScreenKeyboardProps) {
  const t = useKioskTexts();
  const [isUpper, setIsUpper] = useState(false);
  const shown = (letter: string) => (isUpper ? letter.toUpperCase() : letter);
  const letterKey = (letter: string) => (
    <Key
      key={letter}
      className="key"
      does={() => {
        onKey(shown(letter));
        // For the next letter alone.
        setIsUpper(false);
      }}
    >
      {shown(letter)}
    </Key>
  );
  const [digits, top, home, bottom] = rows.map((row) => Array.from(row, letterKey));
  return (
    <div className="keyboard" role="group" aria-label={t('keyboard.label')}>
      <div className="key-letters">
        <div className="key-row">{digits}</div>
        <div className="key-row">{top}</div>
        <div className="key-row key-row-home">{home}</div>
        <div className="key-row">
          <ToggleButton
            className="button button-quiet key key-wide"
            aria-label={t('keyboard.shift')}
            isSelected={isUpper}
            onChange={setIsUpper}
          >
            ⇧
          </ToggleButton>
          {bottom}
          <Key className="key key-wide" label={t('keyboard.delete')} does={onDelete}>
            <DeleteIcon />
          </Key>
        </div>
      </div>
      <div className="key-marks">
        <div className="key-row">{Array.from(markedLetters, letterKey)}</div>
        <div className="key-row">
          {toneNames.map((name) => (
            <Key key={name} className="key key-tone" does={() => onTone(tones[name])}>
              <span aria-hidden="true">{`a${tones[name]}`.normalize('NFC')}</span>
              <span className="key-word">{t(`keyboard.tones.${name}`)}</span>
            </Key>
          ))}
        </div>
      </div>
      <div className="key-row key-bottom">
        <MethodSwitch method={method} onMethod={onMethod} />
        <Key className="key key-space" does={() => onKey(' ')}>
          <span className="key-word">{t('keyboard.space')}</span>
        </Key>
        <Key className="button-primary key key-word key-done" does={done.does}>
          {done.label}
        </Key>
      </div>
    </div>
  );
}

function MethodSwitch({ method, onMethod }: { method: Method; onMethod: (method: Method) => void }) {
  const t = useKioskTexts();
  return (
    <ToggleButtonGroup
      className="key-methods"
      aria-label={t('keyboard.method')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[method]}
      onSelectionChange={(keys) => {
        const chosen = methods.find((each) => keys.has(each));
        if (chosen) onMethod(chosen);
      }}
    >
      {methods.map((each) => (
        <ToggleButton key={each} id={each} className="button button-quiet key key-word">
          {t(`keyboard.methods.${each}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
