import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { FaceSign } from '../components/face-icons.tsx';
import { type FaceEquipment, FaceSlot } from '../components/FaceSlot.tsx';
import { AttentionIcon, CheckIcon } from '../components/icons.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Title } from '../components/Scene.tsx';
import { useFaceSound, verifyCue } from '../components/use-face-sound.ts';

/** The live face beside the chip's portrait; a way without a camera is always there (EN 301 549, 5.3). */
export function VerifyScreen({ visit, equipment }: { visit: VisitAt<'verify'>; equipment: FaceEquipment }) {
  const t = useKioskTexts();
  const { face, portrait } = visit;
  const isMatched = face.state === 'matched';
  useFaceSound(verifyCue(visit));
  return (
    <div className="scene scene-face">
      <div className="scene-picture">
        <FaceSlot equipment={equipment} comparison={visit.comparison} mode={{ kind: 'portrait', portrait }} />
      </div>
      <div className="scene-words" role="status">
        {isMatched ? (
          <>
            <Title>{t('verify.matched')}</Title>
            <p className="sign-good">
              <CheckIcon />
            </p>
          </>
        ) : (
          <>
            <div className="face-ask">
              <FaceSign instruction={face.instruction} />
              <div>
                <Title>{t(`verify.instruction.${face.instruction}`)}</Title>
                {(face.instruction !== 'look-here' || face.state === 'looking') && (
                  <p className="detail">
                    {face.instruction === 'look-here' ? t('verify.detail') : t(`verify.why.${face.instruction}`)}
                  </p>
                )}
              </div>
            </div>
            {face.state === 'retry' && (
              <p className="line line-attention">
                <AttentionIcon />
                <span>{t('verify.retry')}</span>
              </p>
            )}
            <p className="aside">{t('tries.left', { count: face.triesLeft })}</p>
          </>
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
