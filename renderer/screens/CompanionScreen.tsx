import type { ReactNode } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { BackButton } from '../components/BackButton.tsx';
import { TwoTogether } from '../components/drawings-visit.tsx';
import { AttentionIcon } from '../components/icons.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Companion } from '../components/PersonName.tsx';
import { Scene } from '../components/Scene.tsx';

/** The carer is known; now whom they bring. `eye`: the camera, where it reads the codes. */
export function CompanionScreen({ visit, eye }: { visit: VisitAt<'companion'>; eye: ReactNode }) {
  const t = useKioskTexts();
  const { holder, problem } = visit;
  return (
    <Scene
      key="companion"
      picture={eye ?? <TwoTogether />}
      greeting={holder.fullName === '' ? undefined : <Companion name={holder.fullName} />}
      title={eye === null ? t('companion.title') : t('companion.camera.title')}
      detail={problem === 'none' ? t('companion.detail') : undefined}
      actions={
        <>
          <div className="actions actions-pair">
            <KioskButton look="quiet" does={{ type: 'type-number' }}>
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
        {problem !== 'none' && (
          <p className="line line-attention">
            <AttentionIcon />
            <span>{t(`companion.problem.${problem}`)}</span>
          </p>
        )}
      </div>
    </Scene>
  );
}
