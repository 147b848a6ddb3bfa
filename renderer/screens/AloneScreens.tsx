import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { RestingKiosk, StaffPerson } from '../components/drawings.tsx';
import { languages, useTexts } from '../language/index.ts';

/** While the station does not answer: both languages, because nothing says which one is wanted. */
export function OneMomentScreen() {
  return <BothLanguages about="oneMoment" />;
}

interface StaffCallProps {
  staffCall: KioskSnapshot['staffCall'];
  onCallStaff: () => void;
}

/** In place of a screen that broke. It uses nothing of the visit, which may be what broke it. */
export function BrokenScreen({ staffCall, onCallStaff }: StaffCallProps) {
  return <BothLanguages about="broken" help={{ staffCall, onCallStaff }} />;
}

function BothLanguages({ about, help }: { about: 'oneMoment' | 'broken'; help?: StaffCallProps }) {
  const translate = { vi: useTexts('vi'), en: useTexts('en') };
  return (
    <main className="alone" data-step={about}>
      <div className="scene-picture">{about === 'broken' ? <StaffPerson /> : <RestingKiosk />}</div>
      {languages.map((language) => (
        <div key={language} lang={language} className="alone-words">
          {language === 'vi' ? (
            <h1 className="title">{translate[language](`${about}.title`)}</h1>
          ) : (
            <p className="title">{translate[language](`${about}.title`)}</p>
          )}
          <p className="detail">{translate[language](`${about}.detail`)}</p>
        </div>
      ))}
      {help && (
        <div className="alone-help" aria-live="polite">
          {help.staffCall !== 'none' && (
            <p className={`line line-${help.staffCall === 'known' ? 'good' : 'attention'}`}>
              <span>
                {translate.vi(`frame.staffCall.${help.staffCall}`)} ·{' '}
                <span lang="en">{translate.en(`frame.staffCall.${help.staffCall}`)}</span>
              </span>
            </p>
          )}
          {(help.staffCall === 'none' || help.staffCall === 'not-sent') && (
            <button type="button" className="button button-primary" onClick={help.onCallStaff}>
              {translate.vi('frame.callStaff')} · <span lang="en">{translate.en('frame.callStaff')}</span>
            </button>
          )}
        </div>
      )}
    </main>
  );
}
