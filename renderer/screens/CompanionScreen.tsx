import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { BackButton } from '../components/BackButton.tsx';
import { CodeTrouble } from '../components/CodeTrouble.tsx';
import { CameraButton } from '../components/CameraButton.tsx';
import { TwoTogether } from '../components/drawings-visit.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { InfoIcon } from '../components/icons.tsx';
import { KioskButton } from '../components/KioskButton.tsx';
import { Companion } from '../components/PersonName.tsx';
import { Scene } from '../components/Scene.tsx';
import { useCodeTroubleSound } from '../components/use-attention-sound.ts';
import { type CodeReading, useAskedCamera } from '../components/use-asked-camera.ts';

/** By who reads the codes; where nobody does, a number is typed. */
const titles = {
  scanner: 'companion.title',
  camera: 'companion.camera.title',
  'camera-when-asked': 'companion.whenAsked.title',
  nobody: 'typed.companion.number.title',
} as const;

/** The carer is known; now whom they bring. */
export function CompanionScreen({ visit, codes }: { visit: VisitAt<'companion'>; codes: CodeReading }) {
  const t = useKioskTexts();
  const { holder, isChecking, problem } = visit;
  useCodeTroubleSound(problem === 'none' ? null : problem);
  const { by, camera, CameraCodes } = codes;
  const view = useAskedCamera();
  if (by === 'camera-when-asked' && view.isOpen) {
    return <CameraCodes camera={camera} onClose={view.close} onCode={view.close} />;
  }
  return (
    <Scene
      key="companion"
      picture={by === 'camera' ? <CameraCodes camera={camera} onClose={null} /> : <TwoTogether />}
      greeting={holder.fullName === '' ? undefined : <Companion name={holder.fullName} />}
      title={t(titles[by ?? 'nobody'])}
      detail={
        problem === 'none' && !isChecking ? t(by === null ? 'typed.detail.number' : 'companion.detail') : undefined
      }
      actions={
        <>
          {by === 'camera-when-asked' && <CameraButton open={view.open} look="primary" />}
          <div className="actions actions-pair">
            <KioskButton look={by === null ? 'primary' : 'quiet'} does={{ type: 'type-number' }}>
              {t('companion.typeNumber')}
            </KioskButton>
            <KioskButton look="quiet" does={{ type: 'no-number' }}>
              {t('companion.noNumber')}
            </KioskButton>
          </div>
          <BackButton>{t('companion.alone')}</BackButton>
        </>
      }
    >
      <div role="status">
        {isChecking && (
          <p className="line line-info">
            <InfoIcon />
            <span>{t('companion.checking')}</span>
          </p>
        )}
        {problem !== 'none' && <CodeTrouble>{t(`companion.problem.${problem}`)}</CodeTrouble>}
      </div>
    </Scene>
  );
}
