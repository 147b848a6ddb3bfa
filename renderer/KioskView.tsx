import { useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { VisitIntent } from '../electron/bridge/intent.ts';
import type { KioskSnapshot } from '../electron/bridge/snapshot.ts';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { Frame } from './components/Frame.tsx';
import { IdleOverlay } from './components/IdleOverlay.tsx';
import { KioskContext, type Kiosk } from './components/kiosk-context.ts';
import { createHitGuard, createThrottle, presenceIntervalMs, secondHitMs } from './pacing.ts';
import { BrokenScreen } from './screens/AloneScreens.tsx';
import { AttractScreen } from './screens/AttractScreen.tsx';
import { ChooseScreen } from './screens/ChooseScreen.tsx';
import { ClosedScreen } from './screens/ClosedScreen.tsx';
import { ConfirmScreen } from './screens/ConfirmScreen.tsx';
import { DeskScreen } from './screens/DeskScreen.tsx';
import { IdentifyScreen } from './screens/IdentifyScreen.tsx';
import { MyTicketScreen } from './screens/MyTicketScreen.tsx';
import { TicketScreen } from './screens/TicketScreen.tsx';
import { VerifyScreen, type FaceCheckComponent } from './screens/VerifyScreen.tsx';
import { closedReason } from './screens/out-of-service.ts';

interface KioskViewProps {
  snapshot: KioskSnapshot;
  send: (intent: VisitIntent) => void;
  FaceCheck: FaceCheckComponent;
}

/** One snapshot as a screen. It keeps nothing: what is on the glass is what the station said last. */
export function KioskView({ snapshot, send, FaceCheck }: KioskViewProps) {
  const { language, visit } = snapshot;
  const [pressCounts] = useState(() => createHitGuard(secondHitMs, () => performance.now()));
  const kiosk = useMemo<Kiosk>(() => ({ language, send, pressCounts }), [language, send, pressCounts]);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  usePresence(send);

  return (
    <I18nProvider locale={language === 'vi' ? 'vi-VN' : 'en-GB'}>
      <KioskContext value={kiosk}>
        <ErrorBoundary
          key={visit.step}
          fallback={<BrokenScreen staffCall={snapshot.staffCall} onCallStaff={() => send({ type: 'call-staff' })} />}
        >
          <Frame snapshot={snapshot}>
            <Screen snapshot={snapshot} FaceCheck={FaceCheck} />
          </Frame>
          {visit.step !== 'ticket' && visit.step !== 'desk' && <IdleOverlay secondsLeft={snapshot.idleSecondsLeft} />}
        </ErrorBoundary>
      </KioskContext>
    </I18nProvider>
  );
}

function Screen({ snapshot, FaceCheck }: { snapshot: KioskSnapshot; FaceCheck: FaceCheckComponent }) {
  const { visit } = snapshot;
  const closedBecause = closedReason(snapshot);
  switch (visit.step) {
    case 'attract':
      if (closedBecause !== null) return <ClosedScreen reason={closedBecause} />;
      return <AttractScreen visit={visit} devices={snapshot.devices} />;
    case 'identify':
      return <IdentifyScreen visit={visit} />;
    case 'verify':
      return <VerifyScreen visit={visit} camera={snapshot.camera} FaceCheck={FaceCheck} />;
    case 'choose':
      return <ChooseScreen visit={visit} />;
    case 'confirm':
      return <ConfirmScreen visit={visit} />;
    case 'ticket':
      return <TicketScreen visit={visit} secondsLeft={snapshot.idleSecondsLeft} />;
    case 'my-ticket':
      return <MyTicketScreen visit={visit} />;
    case 'desk':
      return <DeskScreen visit={visit} secondsLeft={snapshot.idleSecondsLeft} />;
  }
}

/** Any touch or key says that somebody is there. */
function usePresence(send: (intent: VisitIntent) => void): void {
  useEffect(() => {
    const tell = createThrottle(
      () => send({ type: 'presence' }),
      presenceIntervalMs,
      () => performance.now(),
    );
    const notice = (event: Event) => {
      // The warning would vanish under the finger before the button that ends the visit is released.
      if (event.target instanceof Element && event.target.closest('[data-ends-visit]')) return;
      tell();
    };
    window.addEventListener('pointerdown', notice, { capture: true });
    window.addEventListener('keydown', notice, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', notice, { capture: true });
      window.removeEventListener('keydown', notice, { capture: true });
    };
  }, [send]);
}
