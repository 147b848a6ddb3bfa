import { useState } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { FaceSign, MovementSign } from '../components/face-icons.tsx';
import { type FaceEquipment, FaceSlot } from '../components/FaceSlot.tsx';
import { AttentionIcon, CheckIcon } from '../components/icons.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Title } from '../components/Scene.tsx';
import { recogniseCue, useFaceSound } from '../components/use-face-sound.ts';

type Recognise = VisitAt<'recognise'>;
type Challenge = NonNullable<Recognise['challenge']>;

/** A living face before the camera: to be found among the enrolled, or to be kept. Another way is always there. */
export function RecogniseScreen({ visit, equipment }: { visit: Recognise; equipment: FaceEquipment }) {
  useFaceSound(recogniseCue(visit));
  const challenge = visit.state === 'moving' ? visit.challenge : null;
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
              <TurnArrow {...challenge} />
            </>
          )}
        </FaceSlot>
      </div>
      <div className="scene-words" role="status">
        <Words visit={visit} challenge={challenge} />
      </div>
      {(visit.state === 'looking' || visit.state === 'retry' || visit.state === 'moving') && <Actions visit={visit} />}
    </div>
  );
}

function Words({ visit, challenge }: { visit: Recognise; challenge: Challenge | null }) {
  const t = useKioskTexts();
  if (visit.state === 'done') return <Done visit={visit} />;
  if (visit.state === 'checking') {
    return (
      <>
        <Title>{t('recognise.checking.title')}</Title>
        <div className="waiting" aria-hidden="true" />
      </>
    );
  }
  if (challenge) {
    const { movement, phase, left } = challenge;
    return (
      <>
        <div className="face-ask">
          <MovementSign key={`${movement} ${phase} ${String(left)}`} movement={movement} phase={phase} />
          <div>
            <Title>{t(`recognise.movement.${movement}.${phase}`)}</Title>
          </div>
        </div>
        <p className="aside">{t('recognise.left', { count: left })}</p>
      </>
    );
  }
  const { instruction, failed } = visit;
  const hasFailed = visit.state === 'retry' && failed !== null;
  return (
    <>
      <div className="face-ask">
        <FaceSign instruction={instruction} />
        <div>
          <Title>{t(`verify.instruction.${instruction}`)}</Title>
          {(instruction !== 'look-here' || !hasFailed) && (
            <p className="detail">
              {instruction === 'look-here' ? t('recognise.detail') : t(`verify.why.${instruction}`)}
            </p>
          )}
        </div>
      </div>
      {hasFailed && (
        <>
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t(`recognise.failed.${failed}`)}</span>
          </p>
          <p className="aside">{t('tries.left', { count: visit.triesLeft })}</p>
        </>
      )}
    </>
  );
}

/** Recognised: a greeting by name. Kept: only thanks, the answer is the next screen's. */
function Done({ visit: { purpose, holder } }: { visit: Recognise }) {
  const t = useKioskTexts();
  const name = holder?.fullName ?? '';
  const hello = name === '' ? t('identify.helloGuest') : t('identify.hello', { name });
  return (
    <>
      <Title>{purpose === 'enrol' ? t('recognise.kept.title') : hello}</Title>
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

/** At the edge of the mirror to which the head shall turn: a person's left is the mirror's left. */
function TurnArrow({ movement, phase }: Challenge) {
  if (movement === 'blink') return null;
  const side = (movement === 'turn-left') === (phase === 'go') ? 'left' : 'right';
  return (
    <svg className={`turn-arrow turn-arrow-${movement} turn-arrow-${phase}`} viewBox="0 0 40 40" aria-hidden="true">
      <path d={side === 'left' ? 'M36 20H6M18 6 4 20l14 14' : 'M4 20h30M22 6l14 14-14 14'} />
    </svg>
  );
}
