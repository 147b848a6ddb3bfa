import { useLayoutEffect, useRef } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import { useStaff } from './staff-context.ts';

interface PinFieldProps {
  label: string;
  value: string;
  onChange: (pin: string) => void;
  onFocus?: () => void;
  isNew?: boolean;
  autoFocus?: boolean;
}

/** More digits than any PIN has. */
export const mostDigits = 12;
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '').slice(0, mostDigits);

/** A PIN, typed, pasted or put in by a password manager (WCAG 2.2, 3.3.8), or by the pad under it. */
export function PinField({ label, value, onChange, onFocus, isNew = false, autoFocus = false }: PinFieldProps) {
  const { glass } = useStaff();
  const input = useRef<HTMLInputElement>(null);
  // React writes what is typed into the page's text as well, where it stays until the next key.
  useLayoutEffect(() => input.current?.removeAttribute('value'));
  return (
    <TextField
      className="staff-field"
      type="password"
      value={value}
      onChange={(text) => onChange(digitsOf(text))}
      autoFocus={autoFocus}
      {...(onFocus && { onFocus })}
    >
      <Label>{label}</Label>
      <Input
        ref={input}
        className="staff-input staff-pin"
        // The kiosk's own screen has the pad below alone: never the system's keyboard, and nothing is kept for whoever comes next.
        inputMode={glass ? 'none' : 'numeric'}
        autoComplete={glass ? 'off' : isNew ? 'new-password' : 'current-password'}
      />
    </TextField>
  );
}
