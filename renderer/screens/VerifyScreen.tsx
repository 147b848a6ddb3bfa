import type { ComponentType } from 'react';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { KioskSnapshot, Language, VisitAt } from '../../electron/bridge/snapshot.ts';
import { FaceInFrame } from '../components/drawings.tsx';
import { ErrorBoundary } from '../components/ErrorBoundary.tsx';
import { AttentionIcon, CheckIcon } from '../components/icons.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Title } from '../components/Scene.tsx';

/** The camera's part of the screen (renderer/face). */
export type FaceCheckComponent = ComponentType<{
  comparison: number;
  camera: KioskSnapshot['camera'];
  portrait: VisitAt<'verify'>['portrait'];
  language: Language;
  send: (intent: VisitIntent) => void;
}>;

/** The live face beside the chip's portrait; a way without a camera is always there (EN 301 549, 5.3). */
export function VerifyScreen({
  visit,
  camera,
  FaceCheck,
}: {
  visit: VisitAt<'verify'>;
  camera: KioskSnapshot['camera'];
  FaceCheck: FaceCheckComponent;
}) {
  const t = useKioskTexts();
  const { language, send } = useKiosk();
  const { face } = visit;
  const isMatched = face.state === 'matched';
  return (
    <div className="scene scene-verify">
      <div className="scene-picture">
        <div className="face-slot">
          {/* A camera part that breaks leaves the way without a camera open. */}
          <ErrorBoundary fallback={<FaceInFrame />}>
            <FaceCheck
              comparison={visit.comparison}
              camera={camera}
              portrait={visit.portrait}
              language={language}
              send={send}
            />
          </ErrorBoundary>
        </div>
      </div>
      <div className="scene-words" role="status">
        <Title>{isMatched ? t('verify.matched') : t(`verify.instruction.${face.instruction}`)}</Title>
        {isMatched && (
          <p className="sign-good">
            <CheckIcon />
          </p>
        )}
        {face.state === 'retry' && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t('verify.retry')}</span>
          </p>
        )}
        {face.state === 'looking' && <p className="detail">{t('verify.detail')}</p>}
        {!isMatched && <p className="aside">{t('tries.left', { count: face.triesLeft })}</p>}
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
