import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { CardProblem, VisitAt } from '../../electron/bridge/snapshot.ts';
import { CardOnReader, CardTakenBack, StaffPerson } from '../components/drawings.tsx';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { KioskButton } from '../components/KioskButton.tsx';
import { Portrait } from '../components/Portrait.tsx';
import { Scene } from '../components/Scene.tsx';
import { formatPercent } from '../language/format.ts';
import { shareRead } from './share-read.ts';

/** From the scanned code to the read chip. */
export function IdentifyScreen({ visit }: { visit: VisitAt<'identify'> }) {
  const t = useKioskTexts();
  const { card, holder } = visit;
  const hello = holder.fullName === '' ? t('identify.helloGuest') : t('identify.hello', { name: holder.fullName });
  switch (card.state) {
    case 'awaited':
      return (
        <Scene
          key="awaited"
          picture={<CardOnReader />}
          greeting={hello}
          title={t('identify.awaited.title')}
          detail={t('identify.awaited.detail')}
          actions={
            <KioskButton look="quiet" does={{ type: 'continue-without-card' }}>
              {t('identify.withoutCard')}
            </KioskButton>
          }
        />
      );
    case 'reading':
      return (
        <Scene
          key="reading"
          picture={<CardOnReader />}
          greeting={hello}
          title={t('identify.reading.title')}
          detail={t('identify.reading.detail')}
        >
          <ReadingProgress bytes={card.bytes} total={card.total} />
        </Scene>
      );
    case 'problem':
      return <CardProblemScene problem={card.problem} triesLeft={card.triesLeft} />;
    case 'read':
      return (
        <Scene
          key="read"
          picture={
            <div className="greeting-picture">
              <Portrait portrait={visit.portrait} label={t('identify.portraitOf')} />
              {card.stillThere && <CardTakenBack />}
            </div>
          }
          title={hello}
          detail={t('identify.read.detail')}
        />
      );
  }
}

/** Honest progress: the bytes of the chip that have arrived. */
function ReadingProgress({ bytes, total }: { bytes: number; total: number }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const share = shareRead(bytes, total);
  return (
    <ProgressBar
      className="progress"
      aria-label={t('identify.reading.progress')}
      value={share * 100}
      valueLabel={formatPercent(share, language)}
    >
      {({ valueText }) => (
        <>
          <div className="progress-track">
            <div className="progress-fill" style={{ transform: `scaleX(${share})` }} />
          </div>
          <p className="progress-words">
            {t('identify.reading.progress')} <span className="figure">{valueText}</span>
          </p>
        </>
      )}
    </ProgressBar>
  );
}

/** Which problems another try can cure; a reader that is gone is not cured by laying the card down again. */
const curable: Record<CardProblem, boolean> = {
  pulled: true,
  'wrong-key': true,
  'not-a-document': true,
  unreadable: true,
  'reader-gone': false,
};

function CardProblemScene({ problem, triesLeft }: { problem: CardProblem; triesLeft: number }) {
  const t = useKioskTexts();
  const mayTryAgain = curable[problem] && triesLeft > 0;
  return (
    <Scene
      key={problem}
      tone="attention"
      picture={mayTryAgain ? <CardOnReader /> : <StaffPerson />}
      title={t(`identify.problem.${problem}.title`)}
      detail={t(`identify.problem.${problem}.detail`)}
      actions={
        <>
          {mayTryAgain && (
            <KioskButton look="primary" does={{ type: 'try-card-again' }}>
              {t('tries.againLeft', { count: triesLeft })}
            </KioskButton>
          )}
          <KioskButton look={mayTryAgain ? 'quiet' : 'primary'} does={{ type: 'continue-without-card' }}>
            {t('identify.withCodeOnly')}
          </KioskButton>
          <KioskButton look="quiet" does={{ type: 'ask-for-staff' }}>
            {t('choose.askDesk')}
          </KioskButton>
        </>
      }
    />
  );
}
