import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { AttentionIcon } from '../components/icons.tsx';
import { type Method, OnScreenKeyboard } from './OnScreenKeyboard.tsx';
import { telex } from './telex.ts';
import { pressTone, type Typed, typedBefore, withoutLast } from './typing.ts';
import { vni } from './vni.ts';

interface TextEntryProps {
  label: string;
  /** NFC. */
  value: string;
  onChange: (value: string) => void;
  onDone: () => void;
  doneLabel: string;
  keyboard: 'numeric' | 'vietnamese';
  /** `masked`: dots on the screen, and nothing else in the page: for a PIN. */
  shown: 'plain' | 'masked';
  maxCharacters: number;
  /** From how many characters on it may be sent. */
  minCharacters: number;
  /** What was wrong with what was sent; null when nothing was. */
  problem: string | null;
  children?: ReactNode;
}

const writes = { telex, vni } as const satisfies Record<Method, (typed: Typed, key: string) => Typed>;

/**
 * A text of one line with the keyboard of the page under it. It is typed at its end: by touch, by a keyboard that is plugged
 * in (Telex or VNI, as chosen), or by a keypad that walks over the keys. What is typed lives with whoever gave `value`.
 */
export function TextEntry(props: TextEntryProps) {
  const { label, value, onChange, onDone, keyboard, shown, maxCharacters, minCharacters, problem } = props;
  const [method, setMethod] = useState<Method>('telex');
  const [last, setLast] = useState(() => typedBefore(value));
  // Changed from outside: what the last key did is of another text.
  const typed = last.text === value ? last : typedBefore(value);
  const take = (next: Typed) => {
    if (lengthOf(next.text) > maxCharacters) return;
    setLast(next);
    onChange(next.text);
  };
  const isTaken = (key: string) => (keyboard === 'numeric' ? /^\d$/.test(key) : lengthOf(key) === 1);
  const press = (key: string) => take(keyboard === 'numeric' ? typedBefore(value + key) : writes[method](typed, key));
  const remove = () => take(typedBefore(withoutLast(value)));
  const isReady = lengthOf(value) >= minCharacters;

  /** On a key that has the focus, Enter and the space bar press that key. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const isOnKey = event.target instanceof HTMLButtonElement;
    if (isOnKey && (event.key === 'Enter' || event.key === ' ')) return;
    if (event.key === 'Backspace') remove();
    else if (event.key === 'Enter' && isReady) onDone();
    else if (isTaken(event.key)) press(event.key);
    else return;
    event.preventDefault();
  };

  return (
    <div className={`text-entry text-entry-${keyboard}`} onKeyDown={onKeyDown}>
      <TextField
        className="text-field"
        data-private
        value={shown === 'masked' ? '•'.repeat(lengthOf(value)) : value}
        isInvalid={problem !== null}
        // Keys are heard above; what comes another way, such as a paste, is no typing.
        onChange={() => undefined}
        autoFocus
      >
        <Label className="text-label">{label}</Label>
        <Input className="text-input" inputMode="none" autoComplete="off" spellCheck={false} />
      </TextField>
      <div role="status">
        {problem !== null && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{problem}</span>
          </p>
        )}
      </div>
      {props.children}
      <OnScreenKeyboard
        layout={keyboard}
        method={method}
        onMethod={setMethod}
        onKey={press}
        onTone={(tone) => take(typedBefore(pressTone(value, tone)))}
        onDelete={remove}
        onClear={() => take(typedBefore(''))}
        done={{ label: props.doneLabel, isDisabled: !isReady, does: onDone }}
      />
    </div>
  );
}

/** Vietnamese letters are one code point each in NFC. */
const lengthOf = (text: string): number => Array.from(text).length;
