import { type ReactNode, type SubmitEvent, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import type { PageLogin } from './api.ts';
import { createCardKeys } from './card-keys.ts';
import { DigitPad } from './DigitPad.tsx';
import { clockOf } from './figures-words.ts';
import type { Glass } from './glass.ts';
import { NameKeys } from './GlassKeys.tsx';
import { Line, StaffButton } from './parts.tsx';
import { PinField } from './PinField.tsx';
import { useStaff, useStaffTexts } from './staff-context.ts';

type Problem = { kind: 'words'; words: string } | { kind: 'wait'; seconds: number } | null;

/** A card that this page has read, or one that the kiosk keeps for it. */
type Card = { by: 'card'; code: string } | { by: 'held-card' };

/** Who is there: by name and PIN or by a staff card; a locked page asks for the PIN of its owner alone. */
export function Login() {
  const { desk, glass, session } = useStaff();
  const t = useStaffTexts();
  const owner = session.state === 'locked' ? (session.account?.name ?? null) : null;
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [card, setCard] = useState<Card | null>(null);
  const [at, setAt] = useState<'name' | 'pin'>(owner === null ? 'name' : 'pin');
  const [problem, setProblem] = useState<Problem>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function send(request: PageLogin): Promise<void> {
    setIsBusy(true);
    setProblem(null);
    const answer = await desk.login(request);
    setIsBusy(false);
    setPin('');
    if (!answer.ok) {
      setProblem({ kind: 'words', words: t(`staff.refused.${answer.why}`) });
      return;
    }
    switch (answer.value.kind) {
      case 'in':
        return;
      case 'pin-needed':
        if (request.by !== 'pin')
          setCard(request.by === 'card' ? { by: 'card', code: request.code } : { by: 'held-card' });
        return;
      case 'card-lapsed':
        setCard(null);
        setProblem({ kind: 'words', words: t('staff.login.cardLapsed') });
        return;
      case 'wait':
        setProblem({ kind: 'wait', seconds: answer.value.seconds });
        return;
      case 'busy':
        setProblem({ kind: 'words', words: t('staff.login.busy') });
        return;
      case 'wrong':
        if (request.pin === null) setCard(null);
        setProblem({ kind: 'words', words: t(request.pin === null ? 'staff.login.wrongCard' : 'staff.login.wrong') });
    }
  }

  function read(next: Card): void {
    setName('');
    setPin('');
    void send({ ...next, pin: null });
  }
  useCardReader((code) => read({ by: 'card', code }));
  useHeldCard(glass, () => read({ by: 'held-card' }));

  const isReady = pin !== '' && (card !== null || owner !== null || name.trim() !== '') && !isBusy;
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    void send(card === null ? { by: 'pin', name: owner ?? name, pin } : { ...card, pin });
  };

  return (
    <form className="login" onSubmit={onSubmit} autoComplete={glass ? 'off' : 'on'}>
      <h1 className="staff-title">{owner === null ? t('staff.login.title') : t('staff.locked.title')}</h1>
      {owner !== null && (
        <p className="quiet">{t('staff.locked.detail', { seconds: Math.round(session.lockAfterMs / 1_000) })}</p>
      )}
      {card !== null && <Line tone="good">{t('staff.login.cardRead')}</Line>}
      {card === null && owner !== null && <p className="login-owner">{owner}</p>}
      {card === null && owner === null && (
        <TextField className="staff-field" value={name} onChange={setName} onFocus={() => setAt('name')} autoFocus>
          <Label>{t('staff.login.name')}</Label>
          <Input
            className="staff-input"
            autoComplete={glass ? 'off' : 'username'}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            {...(glass && { inputMode: 'none' as const })}
          />
        </TextField>
      )}
      {glass !== null && at === 'name' && card === null && owner === null && (
        <NameKeys value={name} onChange={setName} onDone={() => setAt('pin')} />
      )}
      <PinField
        key={card === null ? 'pin' : 'card-pin'}
        label={t('staff.login.pin')}
        value={pin}
        onChange={setPin}
        onFocus={() => setAt('pin')}
        autoFocus={owner !== null || card !== null}
      />
      <div role="status">
        {problem?.kind === 'words' && <Line tone="attention">{problem.words}</Line>}
        {problem?.kind === 'wait' && (
          <Countdown key={problem.seconds} seconds={problem.seconds} onEnd={() => setProblem(null)}>
            {(left) => t('staff.login.wait', { time: clockOf(left) })}
          </Countdown>
        )}
      </div>
      {(glass === null || at === 'pin' || card !== null || owner !== null) && (
        <DigitPad value={pin} onChange={setPin} />
      )}
      <StaffButton look="primary" submits isDisabled={!isReady}>
        {t(owner === null ? 'staff.login.enter' : 'staff.locked.unlock')}
      </StaffButton>
      {card !== null && (
        <StaffButton look="plain" does={() => setCard(null)}>
          {t('staff.login.otherWay')}
        </StaffButton>
      )}
      {owner !== null && (
        <StaffButton look="plain" does={() => void desk.logout()}>
          {t('staff.locked.other')}
        </StaffButton>
      )}
      <p className="quiet small">{t('staff.login.card')}</p>
      <p className="quiet small">{t('staff.login.forgotten')}</p>
    </form>
  );
}

/** Seconds as they go by; told to a screen reader once. */
function Countdown(props: { seconds: number; onEnd: () => void; children: (left: number) => ReactNode }) {
  const { seconds, onEnd, children } = props;
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setTimeout(() => (left > 1 ? setLeft(left - 1) : onEnd()), 1_000);
    return () => clearTimeout(timer);
  }, [left, onEnd]);
  return (
    <>
      <span className="spoken">{children(seconds)}</span>
      <span aria-hidden="true">
        <Line tone="attention">{children(left)}</Line>
      </span>
    </>
  );
}

/** The kiosk's scanner has read a card of the staff: now, or just before this page was opened. */
function useHeldCard(glass: Glass | null, onCard: () => void): void {
  const cards = useSyncExternalStore(glass?.subscribe ?? never, () => glass?.view().cards ?? 0);
  const read = useEffectEvent(onCard);
  useEffect(() => {
    if (glass?.takeCard() === true) read();
  }, [glass, cards]);
}

const never = () => () => undefined;

/** A scanner that types, whatever has the focus. */
function useCardReader(onCard: (code: string) => void): void {
  const [hear] = useState(createCardKeys);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const code = hear({ key: event.key, code: event.code, atMs: event.timeStamp });
      if (code === null) return;
      event.preventDefault();
      event.stopPropagation();
      onCard(code);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [hear, onCard]);
}
