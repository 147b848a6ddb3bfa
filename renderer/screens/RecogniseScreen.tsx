import { useState } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { FaceInFrame } from '../components/drawings.tsx';
import { FaceSign, MovementSign } from '../components/face-icons.tsx';
import { Failed, FaceAsk, FaceInstructed } from '../components/FaceAsk.tsx';
import { type FaceEquipment, FaceSlot } from '../components/FaceSlot.tsx';
import { CheckIcon } from '../components/icons.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Hello } from '../components/PersonName.tsx';
import { Scene, Title } from '../components/Scene.tsx';
import { recogniseCue, useFaceSound } from '../components/use-face-sound.ts';

type Recognise = VisitAt<'recognise'>;
type Challenge = NonNullable<Recognise['challenge']>;

/** A living face before the camera: to be found among the enrolled, or to be kept. Another way is always there. */
export function RecogniseScreen({ visit, equipment }: { visit: Recognise; equipment: FaceEquipment }) {
  useFaceSound(recogniseCue(visit));
  if (visit.state === 'asking') return <UseQuestion purpose={visit.purpose} />;
  const challenge = visit.state === 'moving' ? visit.challenge : null;
  const isDone = visit.state === 'done' || visit.state === 'checking';
  return (
    <div className="scene scene-face">
      <div className="scene-picture">
        <FaceSlot equipment={equipment} comparison={visit.comparison} mode={{ kind: 'live' }}>
          {challenge && (
            <>
              <SecondsRing
                key={`${challenge.movement} ${String(challenge.left)}`}
                secondsLeft={challenge.secondsLeft}
              />
              {visit.instruction === 'look-here' && <MovementOnMirror {...challenge} />}
            </>
          )}
        </FaceSlot>
      </div>
      <div className="scene-words" role="status">
        <Words visit={visit} challenge={challenge} />
      </div>
      {!isDone && <Actions visit={visit} />}
    </div>
  );
}

/** The camera is off until the answer. Two answers of the same weight. */
function UseQuestion({ purpose }: Pick<Recognise, 'purpose'>) {
  const t = useKioskTexts();
  return (
    <Scene
      picture={<FaceInFrame />}
      title={t('recognise.asking.title')}
      detail={t('recognise.asking.detail')}
      actions={
        <div className="actions actions-pair">
          <KioskButton look="quiet" does={{ type: 'confirm' }}>
            {t('recognise.asking.use')}
          </KioskButton>
          <KioskButton look="quiet" does={{ type: 'skip-face' }}>
            {t(`recognise.skip.${purpose}`)}
          </KioskButton>
        </div>
      }
    />
  );
}

/** One request at a time: what is wrong with the picture comes before what a failed try asks, and before a movement. */
function Words({ visit, challenge }: { visit: Recognise; challenge: Challenge | null }) {
  const t = useKioskTexts();
  const { state, instruction, triesLeft } = visit;
  if (state === 'done') return <Done visit={visit} />;
  if (state === 'checking') {
    return (
      <>
        <Title>{t('recognise.checking.title')}</Title>
        <div className="waiting" aria-hidden="true" />
      </>
    );
  }
  const failed = state === 'retry' ? visit.failed : null;
  const failedTry = failed && { line: t(`recognise.failed.${failed}.line`), triesLeft };
  if (instruction !== 'look-here') {
    return <FaceInstructed key={instruction} instruction={instruction} failed={failedTry} />;
  }
  if (challenge) {
    const { movement, phase, left } = challenge;
    return (
      <FaceAsk
        key={`${movement} ${phase} ${String(left)}`}
        sign={<MovementSign movement={movement} phase={phase} />}
        title={t(`recognise.movement.${movement}.${phase}`)}
      >
        <p className="aside">{t('recognise.left', { count: left })}</p>
      </FaceAsk>
    );
  }
  const sign = <FaceSign instruction="look-here" />;
  if (state === 'pause') {
    return (
      <FaceAsk
        key={state}
        sign={
          <p className="sign-good">
            <CheckIcon />
          </p>
        }
        title={t('recognise.pause.title')}
      >
        <p className="detail">{t('recognise.pause.detail')}</p>
      </FaceAsk>
    );
  }
  if (failed && failedTry) {
    return (
      <FaceAsk key={failed} sign={sign} title={t(`recognise.failed.${failed}.title`)}>
        <Failed {...failedTry}>{failed === 'no-match' && <p className="detail">{t('verify.retry.detail')}</p>}</Failed>
      </FaceAsk>
    );
  }
  return (
    <FaceAsk key={state} sign={sign} title={t('verify.instruction.look-here')}>
      <p className="detail">{t('recognise.detail')}</p>
    </FaceAsk>
  );
}

/** Recognised: a greeting by name. Kept: only thanks, the answer is the next screen's. */
function Done({ visit: { purpose, holder } }: { visit: Recognise }) {
  const t = useKioskTexts();
  return (
    <>
      <Title aloud={purpose === 'enrol' ? undefined : t('identify.helloGuest')}>
        {purpose === 'enrol' ? t('recognise.kept.title') : <Hello name={holder?.fullName ?? ''} />}
      </Title>
      {purpose === 'return' && <p className="detail">{t('recognise.recognised')}</p>}
      <p className="sign-good">
        <CheckIcon />
      </p>
    </>
  );
}

/** Keyed: a press that began on one button never ends on another one that took its place. */
function Actions({ visit: { purpose, state, canSwap } }: { visit: Recognise }) {
  const t = useKioskTexts();
  const other =
    state === 'moving' && canSwap ? (
      <KioskButton key="swap" look="quiet" does={{ type: 'swap-movement' }}>
        {t('recognise.swap')}
      </KioskButton>
    ) : state === 'retry' && purpose === 'return' ? (
      <KioskButton key="desk" look="quiet" does={{ type: 'ask-for-staff' }}>
        {t('choose.askDesk')}
      </KioskButton>
    ) : null;
  return (
    <div className={other ? 'actions actions-pair' : 'actions'}>
      {other}
      <KioskButton key="skip" look="quiet" does={{ type: 'skip-face' }}>
        {t(`recognise.skip.${purpose}`)}
      </KioskButton>
    </div>
  );
}

/** The time for a movement, from its first second: a ring that opens, without figures that hurry. */
function SecondsRing({ secondsLeft }: { secondsLeft: number }) {
  const [inAll] = useState(Math.max(1, secondsLeft));
  return (
    <svg className="seconds-ring" viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="48.5" pathLength="1" />
      <circle
        className="seconds-left"
        cx="50"
        cy="50"
        r="48.5"
        pathLength="1"
        style={{ strokeDashoffset: 1 - Math.min(1, secondsLeft / inAll) }}
      />
    </svg>
  );
}

/** At the edge of the mirror to which the head shall turn, a person's left being the mirror's left; or an eye below. */
function MovementOnMirror({ movement, phase }: Challenge) {
  if (movement === 'blink') {
    return (
      <div className="mirror-eye">
        <MovementSign movement="blink" phase={phase} />
      </div>
    );
  }
  const side = (movement === 'turn-left') === (phase === 'go') ? 'left' : 'right';
  return (
    <svg className={`turn-arrow turn-arrow-${movement} turn-arrow-${phase}`} viewBox="0 0 40 40" aria-hidden="true">
      <path d={side === 'left' ? 'M36 20H6M18 6 4 20l14 14' : 'M4 20h30M22 6l14 14-14 14'} />
    </svg>
  );
}
