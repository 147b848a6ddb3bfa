import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';

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
        className="staff-input staff-pin"
        inputMode="numeric"
        autoComplete={isNew ? 'new-password' : 'current-password'}
      />
    </TextField>
  );
}
