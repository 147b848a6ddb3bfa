import { useEffect, useState } from 'react';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { RestingKiosk, StaffPerson } from '../components/drawings.tsx';
import { useTexts } from '../language/index.ts';

const isTold = (state: KioskSnapshot['staffCall']): boolean => state === 'known' || state === 'coming';

/** A station that starts again answers sooner; nobody is asked to wait longer for one that does not. */
const momentMs = 10_000;

/** While the station does not answer: both languages, because nothing says which one is wanted. */
export function OneMomentScreen({ patienceMs = momentMs }: { patienceMs?: number }) {
  const [isLong, setIsLong] = useState(patienceMs === 0);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, [patienceMs]);
  return <BothLanguages about="oneMoment" detail={isLong ? 'oneMoment.long' : 'oneMoment.detail'} />;
}

interface BrokenProps {
  staffCall: KioskSnapshot['staffCall'];
  send: (intent: VisitIntent) => void;
  startOver: () => void;
}

/** In place of a screen that broke. It uses nothing of the visit, which may be what broke it. */
export function BrokenScreen(help: BrokenProps) {
  return <BothLanguages about="broken" detail="broken.detail" help={help} />;
}

interface BothProps {
  about: 'oneMoment' | 'broken';
  detail: 'oneMoment.detail' | 'oneMoment.long' | 'broken.detail';
  help?: BrokenProps;
}

function BothLanguages({ about, detail, help }: BothProps) {
  const translate = { vi: useTexts('vi'), en: useTexts('en') };
  return (
    <main className="alone" data-step={about}>
      <div className="scene-picture">{about === 'broken' ? <StaffPerson /> : <RestingKiosk />}</div>
      {(['vi', 'en'] as const).map((language) => (
        <div key={language} lang={language} className="alone-words">
          {language === 'vi' ? (
            <h1 className="title">{translate[language](`${about}.title`)}</h1>
          ) : (
            <h2 className="title">{translate[language](`${about}.title`)}</h2>
          )}
          <p className="detail">{translate[language](detail)}</p>
        </div>
      ))}
      {help && (
        <div className="alone-help" aria-live="polite">
          {help.staffCall !== 'none' && (
            <p className={`line line-${isTold(help.staffCall) ? 'good' : 'attention'}`}>
              <Both
                vi={translate.vi(`frame.staffCall.${help.staffCall}`)}
                en={translate.en(`frame.staffCall.${help.staffCall}`)}
              />
            </p>
          )}
          {(help.staffCall === 'none' || help.staffCall === 'not-sent') && (
            <button
              type="button"
              className="button button-primary"
              data-does="call-staff"
              onClick={() => help.send({ type: 'call-staff' })}
            >
              <Both vi={translate.vi('frame.callStaff')} en={translate.en('frame.callStaff')} />
            </button>
          )}
          <button type="button" className="button button-quiet" data-does="start-over" onClick={help.startOver}>
            <Both vi={translate.vi('frame.startOver')} en={translate.en('frame.startOver')} />
          </button>
          {help.staffCall === 'unavailable' ? (
            <p className="line line-attention">
              <Both vi={translate.vi('attract.emergencyAloud')} en={translate.en('attract.emergencyAloud')} />
            </p>
          ) : (
            <button type="button" className="button button-emergency" onClick={() => help.send({ type: 'emergency' })}>
              <Both
                vi={translate.vi('attract.emergency')}
                en={translate.en('attract.emergency')}
                said={{ vi: translate.vi('attract.emergencySpoken'), en: translate.en('attract.emergencySpoken') }}
              />
            </button>
          )}
        </div>
      )}
    </main>
  );
}

/** A line each: together on one they are torn apart in the middle of the second. */
const Both = ({ vi, en, said }: { vi: string; en: string; said?: { vi: string; en: string } }) => (
  <span className="alone-both">
    <span lang="vi" data-said={said?.vi}>
      {vi}
    </span>{' '}
    <span lang="en" data-said={said?.en}>
      {en}
    </span>
  </span>
);
