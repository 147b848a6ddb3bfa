import type { KioskSnapshot, VisitAt } from '../../electron/bridge/snapshot.ts';
import { CardOnReader, CardTakenBack, CodeUnderScanner, PaperAndPhone } from '../components/drawings.tsx';
import { AttentionIcon } from '../components/icons.tsx';
import { useKioskTexts } from '../components/kiosk-context.ts';
import { Scene, Title } from '../components/Scene.tsx';
import { waysToBegin } from './ways-to-begin.ts';

/** Nothing to touch: scanner and reader are being watched, and the drawings say what to hold where. */
export function AttractScreen({ visit, devices }: { visit: VisitAt<'attract'>; devices: KioskSnapshot['devices'] }) {
  const t = useKioskTexts();
  const { prompt } = visit;
  // A card that was laid down first needs its own code, no other.
  const ways = prompt === 'show-code' ? waysToBegin(devices).slice(0, 1) : waysToBegin(devices);
  const title = t(`attract.prompt.${prompt}.title`);
  const detail = t(`attract.prompt.${prompt}.detail`);
  if (prompt === 'card-forgotten') {
    return <Scene key={prompt} tone="attention" picture={<CardTakenBack />} title={title} detail={detail} />;
  }
  return (
    <div className={`attract ${prompt === 'welcome' ? '' : 'attract-prompt'}`}>
      <div className="attract-words" role="status">
        {prompt !== 'welcome' && (
          <span className="attract-sign">
            <AttentionIcon />
          </span>
        )}
        <Title key={prompt}>{title}</Title>
        <p className="detail">{detail}</p>
      </div>
      <ul className={`ways ways-${ways.length}`}>
        {ways.map((way) =>
          way === 'paper' ? (
            <li key={way} className="way way-paper">
              <PaperAndPhone />
              <div>
                <h2>{t('attract.ways.paper.title')}</h2>
                <p>{t('attract.ways.paper.scan')}</p>
              </div>
            </li>
          ) : (
            <li key={way} className="way way-card">
              <h2>{t('attract.ways.card.title')}</h2>
              <ol className="way-steps">
                <li>
                  <CodeUnderScanner />
                  <p>{t('attract.ways.card.scan')}</p>
                </li>
                {way === 'card-with-chip' && (
                  <li>
                    <CardOnReader />
                    <p>{t('attract.ways.card.lay')}</p>
                  </li>
                )}
              </ol>
            </li>
          ),
        )}
      </ul>
    </div>
  );
}
