import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { FaceSign } from '../components/face-icons.tsx';
import { Failed, FaceAsk, FaceInstructed } from '../components/FaceAsk.tsx';
import { type FaceEquipment, FaceSlot } from '../components/FaceSlot.tsx';
import { CheckIcon } from '../components/icons.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Hello } from '../components/PersonName.tsx';
import { Title } from '../components/Scene.tsx';
import { useFaceSound, verifyCue } from '../components/use-face-sound.ts';

/** A greeting, and the live face beside the chip's portrait; a way without a camera is always there (EN 301 549, 5.3). */
export function VerifyScreen({ visit, equipment }: { visit: VisitAt<'verify'>; equipment: FaceEquipment }) {
  const t = useKioskTexts();
  const { face, portrait, holder } = visit;
  const isMatched = face.state === 'matched';
  /** Nothing is to be mended, which would come first. */
  const isGreeted =
    holder.fullName !== '' && (isMatched || (face.state === 'looking' && face.instruction === 'look-here'));
  useFaceSound(verifyCue(visit));
  return (
    <div className="scene scene-face">
      <div className="scene-picture">
        <FaceSlot equipment={equipment} comparison={visit.comparison} mode={{ kind: 'portrait', portrait }} />
      </div>
      <div className="scene-words" role="status">
        {isGreeted && (
          <p className="greeting" data-private="">
            <Hello name={holder.fullName} />
          </p>
        )}
        {isMatched ? (
          <>
            <Title>{t('verify.matched')}</Title>
            <p className="sign-good">
              <CheckIcon />
            </p>
          </>
        ) : (
          <Asked face={face} />
        )}
      </div>
      {!isMatched && (
        <div className="actions">
          <KioskButton look="quiet" does={{ type: 'skip-face' }}>
            {t('verify.skip')}
          </KioskButton>
        </div>
      )}
    </div>
  );
}

function Asked({ face: { state, instruction, triesLeft } }: { face: VisitAt<'verify'>['face'] }) {
  const t = useKioskTexts();
  const failed = state === 'retry' ? { line: t('verify.retry.line'), triesLeft } : null;
  if (instruction !== 'look-here')
    return <FaceInstructed key={instruction} instruction={instruction} failed={failed} />;
  return (
    <FaceAsk
      key={state}
      sign={<FaceSign instruction="look-here" />}
      title={failed ? t('verify.retry.title') : t('verify.instruction.look-here')}
    >
      {failed ? (
        <Failed {...failed}>
          <p className="detail">{t('verify.retry.detail')}</p>
        </Failed>
      ) : (
        <p className="detail">{t('verify.detail')}</p>
      )}
    </FaceAsk>
  );
}
