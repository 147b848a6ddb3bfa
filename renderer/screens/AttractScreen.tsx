import { Fragment, type ReactNode, useState } from 'react';
import type { KioskSnapshot, VisitAt } from '../../electron/bridge/snapshot.ts';
import {
  CardOnReader,
  CardTakenBack,
  CodeUnderScanner,
  FaceInFrame,
  HospitalAsked,
  PaperAndPhone,
} from '../components/drawings.tsx';
import {
  BlurredCode,
  CodeUnchecked,
  FaceAway,
  FacePaused,
  FaceUnknown,
  SlipThenCard,
  SlipUnchecked,
  StaleCode,
  StrangeCode,
} from '../components/drawings-trouble.tsx';
import { CameraButton } from '../components/CameraButton.tsx';
import { CodeBeforeCamera, NumberOnCard } from '../components/drawings-visit.tsx';
import { AttentionIcon, CheckIcon } from '../components/icons.tsx';
import { useCodesInVain, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Scene, Title } from '../components/Scene.tsx';
import { type CameraCodesComponent, useAskedCamera } from '../components/use-asked-camera.ts';
import { forgottenCardEveryMs, useCodeTroubleSound } from '../components/use-attention-sound.ts';
import { cameraReadsCodes, type CodeReader, readerOfCodes, waysToBegin, type WayToBegin } from './ways-to-begin.ts';

type Prompt = VisitAt<'attract'>['prompt'];

interface AttractProps {
  visit: VisitAt<'attract'>;
  devices: KioskSnapshot['devices'];
  faceReturn: boolean;
  /** Then no visit begins: all that is said is what is said of a card that was left. */
  isClosed: boolean;
  camera: KioskSnapshot['camera'];
  CameraCodes: CameraCodesComponent;
}

/**
 * Nothing has to be touched where scanner and reader are being watched: the drawings say what to hold where. A camera that
 * looks only when asked stands in for a scanner by the first button.
 */
export function AttractScreen({ visit, devices, faceReturn, isClosed, camera, CameraCodes }: AttractProps) {
  const t = useKioskTexts();
  const { prompt } = visit;
  const view = useAskedCamera();
  const [lastPrompt, setLastPrompt] = useState(prompt);
  if (lastPrompt !== prompt) {
    setLastPrompt(prompt);
    // Something has to be said, about a card for one.
    if (prompt !== 'welcome') view.close();
  }
  const isForgotten = prompt === 'card-forgotten';
  const inVain = useCodesInVain();
  useCodeTroubleSound(quiet.has(prompt) ? null : prompt, isForgotten ? forgottenCardEveryMs : undefined);
  const title = t(`attract.prompt.${prompt}.title`);
  const detail = t(`attract.prompt.${prompt}.detail`);
  if (isForgotten && isClosed) {
    return <Scene key={prompt} tone="attention" picture={<CardTakenBack />} title={title} detail={detail} />;
  }
  if (prompt === 'checking-code') {
    return (
      <Scene key={prompt} picture={<HospitalAsked />} title={title} detail={detail}>
        <div className="waiting" aria-hidden="true" />
      </Scene>
    );
  }
  const looks = cameraReadsCodes(devices);
  if (view.isOpen && looks) return <CameraCodes camera={camera} onClose={view.close} onCode={view.close} />;
  // A card that was laid down first needs its own code, a nameless slip the code of its owner: no other way helps.
  const needsCard = prompt === 'show-code' || prompt === 'slip-needs-card';
  const allWays = waysToBegin(devices, isForgotten ? 'taken' : 'free');
  const ways = needsCard ? allWays.slice(0, 1) : allWays;
  const byFace = faceReturn && !needsCard && !isAboutFace(prompt);
  const wasInVain = !goesOn.has(prompt);
  const isGood = prompt === 'slip-needs-card' || prompt === 'next-person';
  if (ways.length === 0) {
    // What was said last still counts, unless it asks for a code, which nothing reads here.
    const isPrompt = prompt !== 'welcome' && !needsCard;
    return (
      <Scene
        key={isPrompt ? prompt : 'typed only'}
        tone={isPrompt && !isGood ? 'attention' : 'calm'}
        picture={isForgotten ? <CardTakenBack /> : <NumberOnCard />}
        title={isPrompt ? title : t('attract.typedOnly.title')}
        detail={isForgotten ? detail : isPrompt ? t('attract.typedOnly.title') : t('attract.typedOnly.detail')}
        actions={
          <>
            <KioskButton look="primary" does={{ type: 'type-number' }}>
              {t('attract.typeNumber')}
            </KioskButton>
            {byFace && <WayByFace />}
            {wasInVain && <WayToDesk />}
          </>
        }
      />
    );
  }
  const by = readerOfCodes(devices) ?? 'scanner';
  const mustAsk = by === 'camera-when-asked';
  const mayAsk = looks && devices.cameraCodes === 'when-asked' && !mustAsk;
  return (
    <div
      className={`attract ${prompt === 'welcome' ? '' : 'attract-prompt'} ${isGood ? 'attract-good' : ''} ${isForgotten ? 'attract-forgotten' : ''} ${mustAsk ? 'attract-asks' : ''}`}
    >
      <div className="attract-words" role="status">
        <Fragment key={`${prompt} ${String(inVain)}`}>
          {prompt !== 'welcome' && <Sign prompt={prompt} isGood={isGood} />}
          <Title told={inVain}>{title}</Title>
          {prompt === 'welcome' && mustAsk ? (
            <p className="detail" data-said={t('attract.whenAskedSpoken')}>
              {t('attract.whenAsked')}
            </p>
          ) : (
            <p className="detail" aria-hidden={prompt === 'welcome'}>
              {detail}
            </p>
          )}
          {wasInVain && <span className="attract-ring" aria-hidden="true" />}
        </Fragment>
        {prompt === 'welcome' && !mustAsk && <p className="spoken">{t('attract.welcomeSpoken')}</p>}
      </div>
      <ul className={`ways ways-${ways.length}`}>
        {ways.map((way) => (
          <Way
            key={way}
            way={way}
            by={by}
            eye={
              looks && devices.cameraCodes === 'always' && way === ways.at(-1) ? (
                <CameraCodes camera={camera} onClose={null} />
              ) : null
            }
          />
        ))}
      </ul>
      <div className={wasInVain || mayAsk ? 'attract-more attract-more-pair' : 'attract-more'}>
        {mustAsk && <CameraButton open={view.open} look="primary" />}
        {byFace && <WayByFace />}
        <KioskButton look="quiet" does={{ type: 'type-number' }}>
          {t('attract.typeNumber')}
        </KioskButton>
        {mayAsk && <CameraButton open={view.open} look="quiet" />}
        {wasInVain && <WayToDesk />}
      </div>
    </div>
  );
}

/** A face was just of no use: other ways are offered. */
const isAboutFace = (prompt: VisitAt<'attract'>['prompt']): boolean => prompt.startsWith('face-');

/** A number for staff, who take whoever tried in vain from there. */
function WayToDesk() {
  const t = useKioskTexts();
  return (
    <KioskButton look="quiet" className="way-desk" does={{ type: 'ask-for-staff' }}>
      {t('choose.askDesk')}
    </KioskButton>
  );
}

/** For who agreed to it on an earlier visit. The camera stays off until they ask for it. */
function WayByFace() {
  const t = useKioskTexts();
  return (
    <KioskButton look="quiet" className="way-face" does={{ type: 'return-by-face' }}>
      <span className="way-face-picture">
        <FaceInFrame />
      </span>
      <span className="way-face-words">
        <span>{t('attract.beenHere')}</span>
        <span className="way-face-how">{t('attract.byFace')}</span>
      </span>
    </KioskButton>
  );
}

/** What needs nobody to look up. */
const quiet: ReadonlySet<Prompt> = new Set(['welcome', 'checking-code', 'slip-needs-card', 'next-person']);

/** What was wrong with what was shown, drawn where it can be. */
const pictures: Partial<Record<Prompt, () => ReactNode>> = {
  'card-forgotten': CardTakenBack,
  'unknown-code': StrangeCode,
  'unreadable-code': BlurredCode,
  'code-expired': StaleCode,
  'code-unchecked': CodeUnchecked,
  'slip-needs-card': SlipThenCard,
  'slip-unchecked': SlipUnchecked,
  'slip-unknown': StrangeCode,
  'face-not-recognised': FaceUnknown,
  'face-paused': FacePaused,
  'face-away': FaceAway,
};

/** Nothing was tried in vain yet: these ask for the next thing. */
const goesOn: ReadonlySet<Prompt> = new Set(['welcome', 'show-code', 'slip-needs-card', 'next-person']);

function Sign({ prompt, isGood }: { prompt: Prompt; isGood: boolean }) {
  const Picture = pictures[prompt];
  if (Picture) {
    return (
      <span className="attract-picture">
        <Picture />
      </span>
    );
  }
  return <span className="attract-sign">{isGood ? <CheckIcon /> : <AttentionIcon />}</span>;
}

/** One way to begin. `eye`: the camera that looks for codes all the time, in place of the drawing. */
function Way({ way, by, eye }: { way: WayToBegin; by: CodeReader; eye: ReactNode }) {
  const t = useKioskTexts();
  if (way === 'paper') {
    return (
      <li className="way way-paper">
        {eye === null ? <PaperAndPhone /> : <div className="way-eye">{eye}</div>}
        <div>
          <h2>{t('attract.ways.paper.title')}</h2>
          <p>{eye !== null && by === 'scanner' ? t('attract.ways.paper.either') : t(`attract.ways.paper.${by}`)}</p>
        </div>
      </li>
    );
  }
  return (
    <li className="way way-card">
      <h2>{t('attract.ways.card.title')}</h2>
      <ol className="way-steps">
        <li>
          {eye !== null ? (
            <div className="way-eye">{eye}</div>
          ) : by === 'scanner' ? (
            <CodeUnderScanner />
          ) : (
            <CodeBeforeCamera />
          )}
          <p>{t(`attract.ways.card.${by}`)}</p>
        </li>
        {way === 'card-with-chip' && (
          <li>
            <CardOnReader />
            <p>{t('attract.ways.card.lay')}</p>
          </li>
        )}
      </ol>
    </li>
  );
}
