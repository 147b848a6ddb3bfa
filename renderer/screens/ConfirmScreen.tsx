import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { PaperSlip } from '../components/drawings.tsx';
import { BackIcon, InfoIcon } from '../components/icons.tsx';
import { InsuranceFacts } from '../components/InsuranceFacts.tsx';
import { InsuranceLine } from '../components/InsuranceLine.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Place } from '../components/Place.tsx';
import { Scene, Title } from '../components/Scene.tsx';
import { SheetRow } from '../components/SheetRow.tsx';

/** The last look before the number is taken. */
export function ConfirmScreen({ visit }: { visit: VisitAt<'confirm'> }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const { holder, clinic } = visit;
  if (visit.state === 'committing') return <CommittingScene />;
  return (
    <div className="confirm">
      <Title>{t('confirm.title')}</Title>
      <dl className="sheet">
        <SheetRow label={t('confirm.clinic')} isMain>
          <span className="sheet-clinic">{clinic.name[language]}</span>
          <Place clinic={clinic} />
        </SheetRow>
        {holder.fullName !== '' && <SheetRow label={t('confirm.name')}>{holder.fullName}</SheetRow>}
        {holder.maskedIdNumber !== null && (
          <SheetRow label={t('confirm.idNumber')}>
            <span className="figure">{holder.maskedIdNumber}</span>
          </SheetRow>
        )}
        {holder.birthYear !== null && (
          <SheetRow label={t('confirm.birthYear')}>
            <span className="figure">{holder.birthYear}</span>
          </SheetRow>
        )}
        <SheetRow label={t('confirm.stream')}>{t(`stream.${visit.stream}`)}</SheetRow>
      </dl>
      <div className="confirm-lines">
        <InsuranceLine insurance={visit.insurance} />
        <InsuranceFacts insurance={visit.insurance} />
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

/** While an official number is asked for. */
export function CommittingScene() {
  const t = useKioskTexts();
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
