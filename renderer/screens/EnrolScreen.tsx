import { consentLanguage } from '../../electron/bridge/consent.ts';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { FaceInFrame, HospitalAsked, PaperSlip } from '../components/drawings.tsx';
import { CheckIcon } from '../components/icons.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Scene, Title } from '../components/Scene.tsx';
import { formatSpan } from '../language/format.ts';
import { useTexts } from '../language/index.ts';

type Enrol = VisitAt<'enrol'>;

/** The question whether a face is kept or deleted, and its end. */
export function EnrolScreen({ visit }: { visit: Enrol }) {
  const t = useKioskTexts();
  switch (visit.state) {
    case 'asking':
      return <ConsentQuestion key="asking" visit={visit} />;
    case 'withdrawing':
      return (
        <Scene
          key="withdrawing"
          picture={<FaceInFrame />}
          title={t('enrol.withdrawing.title')}
          detail={t('enrol.withdrawing.detail')}
          actions={
            <div className="actions actions-pair">
              <KioskButton look="quiet" does={{ type: 'back' }}>
                {t('enrol.withdrawing.keep')}
              </KioskButton>
              <KioskButton look="quiet" does={{ type: 'confirm' }}>
                {t('enrol.withdrawing.delete')}
              </KioskButton>
            </div>
          }
        />
      );
    case 'working':
      return (
        <Scene
          key="working"
          picture={<HospitalAsked />}
          title={t('enrol.working.title')}
          detail={t('enrol.working.detail')}
        >
          <div className="waiting" aria-hidden="true" />
        </Scene>
      );
    case 'enrolled':
    case 'withdrawn':
      return (
        <Scene
          key={visit.state}
          picture={visit.state === 'enrolled' ? <FaceInFrame /> : <PaperSlip />}
          title={t(`enrol.${visit.state}.title`)}
          detail={t(`enrol.${visit.state}.detail`)}
          actions={<ToTicket />}
        >
          <p className="sign-good">
            <CheckIcon />
          </p>
        </Scene>
      );
    case 'failed':
      return (
        <Scene
          key="failed"
          tone="attention"
          picture={<PaperSlip />}
          title={t('enrol.failed.title')}
          detail={t(`enrol.failed.${visit.problem}`)}
          actions={<ToTicket />}
        />
      );
  }
}

/** The words of the consent, and two answers of the same weight: nothing is chosen beforehand, nothing looks likelier. */
function ConsentQuestion({ visit: { keptAt, keptDays } }: { visit: Enrol }) {
  const kiosk = useKiosk();
  const language = consentLanguage(kiosk.language);
  const t = useTexts(language);
  return (
    <div className="consent" lang={language}>
      <Title>{t('enrol.consent.title')}</Title>
      <ul className="sheet consent-words">
        <li className="consent-first">{t('enrol.consent.what')}</li>
        <li>{t('enrol.consent.beside')}</li>
        <li>{t('enrol.consent.purpose')}</li>
        <li>{t(`enrol.consent.where.${keptAt}`)}</li>
        <li>{t('enrol.consent.kept', { kept: formatSpan(keptDays, language) })}</li>
        <li className="consent-first">{t('enrol.consent.voluntary')}</li>
        <li>{t('enrol.consent.withdrawal')}</li>
        <li className="consent-law">{t('enrol.consent.law')}</li>
      </ul>
      <div className="actions actions-pair">
        <KioskButton look="quiet" does={{ type: 'confirm' }}>
          {t('enrol.consent.agree')}
        </KioskButton>
        <KioskButton look="quiet" does={{ type: 'back' }}>
          {t('enrol.consent.decline')}
        </KioskButton>
      </div>
    </div>
  );
}

function ToTicket() {
  const t = useKioskTexts();
  return (
    <KioskButton look="primary" does={{ type: 'back' }}>
      {t('enrol.toTicket')}
    </KioskButton>
  );
}
