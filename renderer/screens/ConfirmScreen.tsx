import type { ReactNode } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { PaperSlip } from '../components/drawings.tsx';
import { BackIcon, InfoIcon } from '../components/icons.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Place } from '../components/Place.tsx';
import { Scene, Title } from '../components/Scene.tsx';

/** The last look before the number is taken. */
export function ConfirmScreen({ visit }: { visit: VisitAt<'confirm'> }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { holder, clinic } = visit;
  if (visit.state === 'committing') {
    return (
      <Scene
        key="committing"
        picture={<PaperSlip />}
        title={t('confirm.committing')}
        detail={t('confirm.committingDetail')}
      >
        <div className="waiting" aria-hidden="true" />
      </Scene>
    );
  }
  return (
    <div className="confirm">
      <Title>{t('confirm.title')}</Title>
      <dl className="sheet">
        <Row label={t('confirm.clinic')} isMain>
          <span className="sheet-clinic">{clinic.name[language]}</span>
          <Place clinic={clinic} />
        </Row>
        {holder.fullName !== '' && <Row label={t('confirm.name')}>{holder.fullName}</Row>}
        {holder.maskedIdNumber !== null && (
          <Row label={t('confirm.idNumber')}>
            <span className="figure">{holder.maskedIdNumber}</span>
          </Row>
        )}
        {holder.birthYear !== null && (
          <Row label={t('confirm.birthYear')}>
            <span className="figure">{holder.birthYear}</span>
          </Row>
        )}
        <Row label={t('confirm.stream')}>{t(`stream.${visit.stream}`)}</Row>
      </dl>
      <div className="confirm-lines">
        <InsuranceLine insurance={visit.insurance} withNumber />
        {holder.identity === 'claimed' && (
          <p className="line line-info">
            <InfoIcon />
            <span>{t('confirm.claimed')}</span>
          </p>
        )}
      </div>
      <div className="actions">
        <KioskButton look="primary" does={{ type: 'confirm' }}>
          {t('confirm.takeNumber')}
        </KioskButton>
        <KioskButton look="quiet" does={{ type: 'back' }}>
          <BackIcon />
          {t('confirm.back')}
        </KioskButton>
      </div>
    </div>
  );
}

function Row({ label, isMain = false, children }: { label: string; isMain?: boolean; children: ReactNode }) {
  return (
    <div className={isMain ? 'sheet-row sheet-main' : 'sheet-row'}>
      <dt className={isMain ? 'spoken' : undefined}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
