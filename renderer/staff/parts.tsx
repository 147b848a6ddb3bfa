import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { StaffActionResult } from '../../electron/bridge/staff-page.ts';
import { AttentionIcon, CheckIcon } from '../components/icons.tsx';
import type { Answer, Why } from './api.ts';
import { useAct, useStaffTexts } from './staff-context.ts';

/** Small parts of every view. */

interface StaffButtonProps {
  look?: 'primary' | 'quiet' | 'plain' | 'urgent';
  does?: () => void;
  /** Sends the form it stands in. */
  submits?: boolean;
  isDisabled?: boolean;
  label?: string;
  children: ReactNode;
  autoFocus?: boolean;
  isOpen?: boolean;
  isPressed?: boolean;
}

export function StaffButton(props: StaffButtonProps) {
  const { look = 'quiet', does, submits = false, isDisabled = false, label, autoFocus = false } = props;
  return (
    <Button
      className={`staff-button staff-button-${look}`}
      type={submits ? 'submit' : 'button'}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(props.isOpen === undefined ? {} : { 'aria-expanded': props.isOpen })}
      {...(props.isPressed === undefined ? {} : { 'aria-pressed': props.isPressed })}
      {...(does === undefined ? {} : { onPress: does })}
    >
      {props.children}
    </Button>
  );
}

interface ActProps {
  label: string;
  /** What it does, in a sentence. */
  why?: string;
  /** Asked once more before it is done. */
  asksFirst?: boolean;
  does: () => Promise<Answer<StaffActionResult>>;
  /** Said when it is done. */
  done: string;
  look?: StaffButtonProps['look'];
  onDone?: () => void;
}

/** A button that changes something at the kiosk; what came of it is said at the top of the page. */
export function Act({ label, why, asksFirst = false, does, done, look = 'quiet', onDone }: ActProps) {
  const t = useStaffTexts();
  const { isBusy, act } = useAct();
  const [asking, setAsking] = useState<'never' | 'now' | 'stopped'>('never');
  const run = (): void => {
    setAsking('never');
    void act(does, done).then((isDone) => {
      if (isDone) onDone?.();
    });
  };
  if (asking === 'now') {
    return (
      <div className="act act-asking" role="group" aria-label={label}>
        <p>{why}</p>
        <div className="row">
          <StaffButton look="primary" does={run} autoFocus>
            {label}
          </StaffButton>
          <StaffButton does={() => setAsking('stopped')}>{t('staff.cancel')}</StaffButton>
        </div>
      </div>
    );
  }
  return (
    <div className="act">
      <StaffButton
        look={look}
        isDisabled={isBusy}
        autoFocus={asking === 'stopped'}
        does={asksFirst ? () => setAsking('now') : run}
      >
        {label}
      </StaffButton>
      {why !== undefined && !asksFirst && <p className="quiet small">{why}</p>}
    </div>
  );
}

export function Line({ tone, children }: { tone: 'good' | 'attention' | 'info'; children: ReactNode }) {
  return (
    <p className={`staff-line staff-line-${tone}`}>
      {tone === 'good' && <CheckIcon />}
      {tone === 'attention' && <AttentionIcon />}
      <span>{children}</span>
    </p>
  );
}

/** While an answer is awaited, or when none came. */
export function Waiting({ why }: { why: Why | null }) {
  const t = useStaffTexts();
  if (why === null) return <p className="quiet">{t('staff.loading')}</p>;
  return <Line tone="attention">{t(`staff.refused.${why}`)}</Line>;
}

/** A view without anything in it. */
export function Nothing({ title, detail }: { title: string; detail: string }) {
  return (
    <div className="nothing">
      <p className="nothing-title">{title}</p>
      <p className="quiet">{detail}</p>
    </div>
  );
}
