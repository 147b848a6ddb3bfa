import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { inLanguage } from '../../electron/bridge/clinic-snapshot.ts';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { formatEnd } from '../language/format.ts';
import { useTexts } from '../language/index.ts';
import { languageOf, languageTags } from '../language/languages.ts';
import { CallBar } from './CallBar.tsx';
import type { Desk } from './desk.ts';
import type { Glass } from './glass.ts';
import { OnGlass } from './OnGlass.tsx';
import { Login } from './Login.tsx';
import { Line, StaffButton } from './parts.tsx';
import { PinChange } from './PinChange.tsx';
import { type Said, StaffContext, type StaffPage, useStaff, useStaffTexts } from './staff-context.ts';
import { Views } from './Views.tsx';

/** The page for staff: who is there, calls on top, and the views of whoever is logged in. */
export function StaffApp({ desk, glass = null }: { desk: Desk; glass?: Glass | null }) {
  const state = useSyncExternalStore(desk.subscribe, desk.state);
  const [chosen, setLanguage] = useState<Language | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const { session } = state;
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, [desk]);
  useEffect(() => {
    const kinds = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
    for (const kind of kinds) window.addEventListener(kind, desk.touch, { passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, desk.touch);
    };
  }, [desk]);
  const language = chosen ?? session?.language ?? 'vi';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const tell = useCallback((next: Said | null) => setSaid(next), []);
  const page = useMemo<StaffPage | null>(
    () => session && { desk, glass, state, session, language, setLanguage, tell },
    [desk, glass, state, session, language, tell],
  );
  if (page === null) return <Starting awaySince={state.awaySince} glass={glass} />;
  return (
    <StaffContext value={page}>
      <I18nProvider locale={languageOf(language).locale}>
        {glass && <OnGlass glass={glass} />}
        <Header />
        <CallBar />
        <Away />
        <Content said={said} />
      </I18nProvider>
    </StaffContext>
  );
}

/** The first answer of a station that runs comes in far less. */
const answeredWithinMs = 10_000;

/** Nobody has answered yet, and nobody has said which language. */
function Starting({ awaySince, glass }: { awaySince: Date | null; glass: Glass | null }) {
  const t = useTexts('vi');
  const english = useTexts('en');
  // A station that does not answer staff may have something to tell patients.
  useEffect(() => {
    if (glass === null) return undefined;
    const timer = setTimeout(glass.leave, answeredWithinMs);
    return () => clearTimeout(timer);
  }, [glass]);
  return (
    <main className="staff-main staff-main-narrow" role="status">
      {[t, english].map((say, index) => (
        <p key={index} lang={index === 0 ? 'vi' : 'en'}>
          {awaySince === null ? say('staff.loading') : say('staff.refused.away')}
        </p>
      ))}
    </main>
  );
}

function Header() {
  const { session, language, setLanguage } = useStaff();
  const t = useStaffTexts();
  return (
    <header className="staff-header">
      <div>
        <p className="staff-hospital">{inLanguage(session.hospital, language)}</p>
        <p className="quiet">{t('staff.kiosk', { kioskId: session.kioskId, location: session.location })}</p>
      </div>
      <div className="row" role="group" aria-label={t('staff.language')}>
        {languageTags().map((tag) => (
          <span key={tag} lang={tag}>
            <StaffButton look="plain" isPressed={tag === language} does={() => setLanguage(tag)}>
              {languageOf(tag).ownName}
            </StaffButton>
          </span>
        ))}
      </div>
    </header>
  );
}

function Away() {
  const { desk, state, language } = useStaff();
  const t = useStaffTexts();
  const since = (away: Date): string => formatEnd(away.toISOString(), desk.now().toISOString(), language);
  return (
    <div role="alert">
      {state.awaySince !== null && (
        <div className="away">
          <Line tone="attention">
            <strong>{t('staff.away.title', { time: since(state.awaySince) })}</strong>
            <br />
            {t('staff.away.detail')}
          </Line>
        </div>
      )}
    </div>
  );
}

/** A lock takes everything away that was shown of anybody; who logs in again asks for it again. */
function Content({ said }: { said: Said | null }) {
  const { session } = useStaff();
  const [isChangingPin, setIsChangingPin] = useState(false);
  const isOpen = session.state === 'open';
  const saying = (
    <div className="said" role="status">
      {said !== null && isOpen && <Line tone={said.isGood ? 'good' : 'attention'}>{said.words}</Line>}
    </div>
  );
  if (!isOpen) {
    return (
      <main className="staff-main staff-main-narrow">
        <Login key={session.state} />
      </main>
    );
  }
  if (session.mustChangePin || isChangingPin) {
    return (
      <main className="staff-main staff-main-narrow">
        <PinChange isFirst={session.mustChangePin} onDone={() => setIsChangingPin(false)} />
      </main>
    );
  }
  return <Views saying={saying} onChangePin={() => setIsChangingPin(true)} />;
}
