import { RestingKiosk, StaffPerson } from '../components/drawings.tsx';
import { languages, useTexts } from '../language/index.ts';

/** While the station does not answer: both languages, because nothing says which one is wanted. */
export function OneMomentScreen() {
  return <BothLanguages about="oneMoment" />;
}

/** In place of a screen that broke. It uses nothing of the visit, which may be what broke it. */
export function BrokenScreen({ onCallStaff }: { onCallStaff: () => void }) {
  return <BothLanguages about="broken" onCallStaff={onCallStaff} />;
}

function BothLanguages({ about, onCallStaff }: { about: 'oneMoment' | 'broken'; onCallStaff?: () => void }) {
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
      {onCallStaff && (
        <button type="button" className="button button-primary" onClick={onCallStaff}>
          {translate.vi('frame.callStaff')} · <span lang="en">{translate.en('frame.callStaff')}</span>
        </button>
      )}
    </main>
  );
}
