import { useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { VisitIntent } from '../electron/bridge/intent.ts';
import type { KioskSnapshot, Language, VisitStep } from '../electron/bridge/snapshot.ts';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import type { FaceCheckComponent } from './components/FaceSlot.tsx';
import { Frame } from './components/Frame.tsx';
import { IdleOverlay } from './components/IdleOverlay.tsx';
import { CodesInVainContext, KioskContext, LanguagesContext, type Kiosk } from './components/kiosk-context.ts';
import type { CameraCodesComponent } from './components/use-asked-camera.ts';
import { useGotItSound } from './components/use-got-it-sound.ts';
import { createHitGuard, createThrottle, presenceIntervalMs, secondHitMs } from './pacing.ts';
import { BrokenScreen } from './screens/AloneScreens.tsx';
import { AppointmentsScreen } from './screens/AppointmentsScreen.tsx';
import { AttractScreen } from './screens/AttractScreen.tsx';
import { ChooseScreen } from './screens/ChooseScreen.tsx';
import { ClosedScreen } from './screens/ClosedScreen.tsx';
import { CompanionScreen } from './screens/CompanionScreen.tsx';
import { ConfirmScreen } from './screens/ConfirmScreen.tsx';
import { DeskScreen } from './screens/DeskScreen.tsx';
import { DetailsScreen } from './screens/DetailsScreen.tsx';
import { EmergencyScreen } from './screens/EmergencyScreen.tsx';
import { EnrolScreen } from './screens/EnrolScreen.tsx';
import { IdentifyScreen } from './screens/IdentifyScreen.tsx';
import { InsuranceScreen } from './screens/InsuranceScreen.tsx';
import { MyTicketScreen } from './screens/MyTicketScreen.tsx';
import { RecogniseScreen } from './screens/RecogniseScreen.tsx';
import { ReturningScreen } from './screens/ReturningScreen.tsx';
import { TicketScreen } from './screens/TicketScreen.tsx';
import { TypedScreen } from './screens/TypedScreen.tsx';
import { VerifyScreen } from './screens/VerifyScreen.tsx';
import { WhoseScreen } from './screens/WhoseScreen.tsx';
import { closedReason } from './screens/out-of-service.ts';
import { readerOfCodes } from './screens/ways-to-begin.ts';
import { ReadAloud } from './speech/ReadAloud.tsx';
import type { Speaker } from './speech/speaker.ts';
import { useGlass } from './use-glass.ts';
import { languageOf, languageTags } from './language/languages.ts';

interface KioskViewProps {
  snapshot: KioskSnapshot;
  send: (intent: VisitIntent) => void;
  FaceCheck: FaceCheckComponent;
  CameraCodes: CameraCodesComponent;
  /** Reads the screen aloud; left out: nothing is heard. */
  speaker?: Speaker;
  /** Which a patient may choose from; left out: all that have a file. */
  languages?: readonly Language[];
}

/** One snapshot as a screen. It keeps nothing: what is on the glass is what the station said last. */
export function KioskView({ snapshot, send, FaceCheck, CameraCodes, speaker, languages }: KioskViewProps) {
  const { language, today, visit } = snapshot;
  const [pressCounts] = useState(() => createHitGuard(secondHitMs, () => performance.now()));
  const [known] = useState(languageTags);
  const kiosk = useMemo<Kiosk>(() => ({ language, today, send, pressCounts }), [language, today, send, pressCounts]);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useGlass(snapshot.panel, snapshot.display);
  usePresence(send);
  useGotItSound(snapshot);

  const isCounted = endsOnItsOwn(visit.step);
  const [attempt, setAttempt] = useState(1);
  // Drawn once more even where the step stays the same, as the first one does.
  const startOver = (): void => {
    send({ type: isCounted ? 'finish' : 'start-over' });
    setAttempt(attempt + 1);
  };
  const warning = (
    <ErrorBoundary key={visit.step} fallback={null}>
      <IdleOverlay secondsLeft={snapshot.idleSecondsLeft} />
    </ErrorBoundary>
  );

  return (
    <I18nProvider locale={languageOf(language).locale}>
      <KioskContext value={kiosk}>
        <LanguagesContext value={languages ?? known}>
          <CodesInVainContext value={snapshot.codes.inVain}>
            <ReadAloud snapshot={snapshot} speaker={speaker ?? null}>
              <ErrorBoundary
                key={`${visit.step} ${String(attempt)}`}
                fallback={
                  <>
                    <BrokenScreen staffCall={snapshot.staffCall} send={send} startOver={startOver} />
                    {isCounted && warning}
                  </>
                }
              >
                <Frame snapshot={snapshot}>
                  <Screen snapshot={snapshot} FaceCheck={FaceCheck} CameraCodes={CameraCodes} />
                </Frame>
              </ErrorBoundary>
              {!isCounted && warning}
            </ReadAloud>
          </CodesInVainContext>
        </LanguagesContext>
      </KioskContext>
    </I18nProvider>
  );
}

/** These show their countdown beside what they say. */
const endsOnItsOwn = (step: VisitStep): boolean => step === 'ticket' || step === 'desk' || step === 'emergency';

function Screen({ snapshot, FaceCheck, CameraCodes }: Pick<KioskViewProps, 'snapshot' | 'FaceCheck' | 'CameraCodes'>) {
  const { visit } = snapshot;
  const closedBecause = closedReason(snapshot);
  const { mayPrintAgain } = snapshot;
  const paper = { paper: snapshot.paper, printer: snapshot.devices.printer, mayPrintAgain };
  const equipment = { FaceCheck, camera: snapshot.camera, models: snapshot.faceModels };
  const codes = { by: readerOfCodes(snapshot.devices), camera: snapshot.camera, CameraCodes };
  switch (visit.step) {
    case 'attract':
      // A card that was left is told of whatever is closed.
      if (closedBecause !== null && visit.prompt !== 'card-forgotten')
        return <ClosedScreen reason={closedBecause} hasStaff={snapshot.hasStaff} />;
      return (
        <AttractScreen
          visit={visit}
          devices={snapshot.devices}
          faceReturn={snapshot.faceReturn}
          isClosed={closedBecause !== null}
          camera={snapshot.camera}
          CameraCodes={CameraCodes}
        />
      );
    case 'identify':
      return <IdentifyScreen visit={visit} />;
    case 'verify':
      return <VerifyScreen visit={visit} equipment={equipment} />;
    case 'returning':
      return <ReturningScreen visit={visit} />;
    case 'recognise':
      return <RecogniseScreen visit={visit} equipment={equipment} />;
    case 'enrol':
      return <EnrolScreen visit={visit} />;
    case 'typed':
      return <TypedScreen visit={visit} />;
    case 'companion':
      return <CompanionScreen visit={visit} codes={codes} />;
    case 'insurance':
      return <InsuranceScreen visit={visit} codes={codes} />;
    case 'appointments':
      return <AppointmentsScreen visit={visit} />;
    case 'details':
      return <DetailsScreen key={visit.field} visit={visit} />;
    case 'emergency':
      return <EmergencyScreen staffCall={snapshot.staffCall} secondsLeft={snapshot.idleSecondsLeft} />;
    case 'choose':
      return <ChooseScreen visit={visit} />;
    case 'confirm':
      return <ConfirmScreen visit={visit} />;
    case 'ticket':
      return (
        <TicketScreen
          visit={visit}
          secondsLeft={snapshot.idleSecondsLeft}
          payment={snapshot.payment}
          calledBy={snapshot.calledBy}
          kioskId={snapshot.kioskId}
          {...paper}
        />
      );
    case 'my-ticket':
      return <MyTicketScreen visit={visit} {...paper} />;
    case 'whose':
      return <WhoseScreen visit={visit} />;
    case 'desk':
      return <DeskScreen visit={visit} secondsLeft={snapshot.idleSecondsLeft} {...paper} />;
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
