import type { ReactNode } from 'react';
import { AttentionIcon } from './icons.tsx';
import { useKioskTexts } from './kiosk-context.ts';
import { NumberPad } from './NumberPad.tsx';
import { Title } from './Scene.tsx';

/** Digits that belong together, with a word below them where it helps. */
export interface DigitGroup {
  length: number;
  label?: string;
}

interface DigitEntryProps {
  title: string;
  detail: string;
  groups: readonly DigitGroup[];
  digits: string;
  onChange: (digits: string) => void;
  /** What was wrong with what was sent; null when nothing was. */
  problem: string | null;
  /** The actions. */
  children: ReactNode;
}

/** Digits by hand, one field a screen. They live in the screen that asked and nowhere else. */
export function DigitEntry({ title, detail, groups, digits, onChange, problem, children }: DigitEntryProps) {
  const total = groups.reduce((sum, { length }) => sum + length, 0);
  return (
    <div className="entry">
      <div className="entry-words">
        <Title>{title}</Title>
        <p className="detail">{detail}</p>
      </div>
      <div className="entry-digits">
        <Digits groups={groups} digits={digits} total={total} />
        <div role="status">
          {problem !== null && (
            <p className="line line-attention">
              <AttentionIcon />
              <span>{problem}</span>
            </p>
          )}
        </div>
      </div>
      <NumberPad
        onDigit={(digit) => onChange((digits + digit).slice(0, total))}
        onDelete={() => onChange(digits.slice(0, -1))}
        onClear={() => onChange('')}
      />
      <div className="actions entry-actions">{children}</div>
    </div>
  );
}

/** What was typed, in its groups; a screen reader hears how many digits there are, and bystanders nothing of them. */
function Digits({ groups, digits, total }: { groups: readonly DigitGroup[]; digits: string; total: number }) {
  const t = useKioskTexts();
  const starts = groups.map((_, index) => groups.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  return (
    <div className="digits">
      <p className="spoken" aria-live="polite" data-counting="typed">
        {t('typed.typed', { typed: digits.length, total })}
      </p>
      {groups.map(({ length, label }, index) => (
        <div key={`${String(index)} ${String(length)}`} className="digit-group" aria-hidden="true">
          <p className="digit-cells figure">
            {Array.from({ length }, (_, place) => {
              const at = (starts[index] ?? 0) + place;
              return (
                <span key={at} className={at === digits.length ? 'digit digit-next' : 'digit'}>
                  {digits[at] ?? ''}
                </span>
              );
            })}
          </p>
          {label !== undefined && <p className="digit-label">{label}</p>}
        </div>
      ))}
    </div>
  );
}
