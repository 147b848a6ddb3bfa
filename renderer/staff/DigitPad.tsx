import { KioskContext } from '../components/kiosk-context.ts';
import { NumberPad } from '../components/NumberPad.tsx';
import { mostDigits } from './PinField.tsx';
import { useStaff } from './staff-context.ts';

/** The kiosk's digits, for a glass without a keyboard. */
export function DigitPad({ value, onChange }: { value: string; onChange: (digits: string) => void }) {
  const { language } = useStaff();
  // There is no station behind this page; the pad takes its words from here, and nothing else.
  const kiosk = { language, today: '', send: () => undefined, pressCounts: () => true };
  return (
    <KioskContext value={kiosk}>
      <NumberPad
        onDigit={(digit) => onChange((value + digit).slice(0, mostDigits))}
        onDelete={() => onChange(value.slice(0, -1))}
        onClear={() => onChange('')}
      />
    </KioskContext>
  );
}
