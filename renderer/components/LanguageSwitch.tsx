import { useContext } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { languageOf } from '../language/languages.ts';
import { LanguageIcon, ListIcon } from './icons.tsx';
import { LanguagesContext, useKiosk, useKioskTexts } from './kiosk-context.ts';
import type { LanguageListState } from './use-language-list.ts';

/** What the screen does not speak is one button; of more than one such language there is a list. */
export const mostWithoutList = 2;

/** The other language, or one button that lists all of them: the whole screen shows which one it speaks. */
export function LanguageSwitch({ list }: { list: LanguageListState }) {
  const t = useKioskTexts();
  const { language } = useKiosk();
  const languages = useContext(LanguagesContext);
  const other = languages.find((each) => each !== language);
  if (other === undefined) return null;
  return (
    <div className="language-switch" role="group" aria-label={t('frame.language')}>
      {languages.length <= mostWithoutList ? <OtherLanguage language={other} /> : <ListOpener list={list} />}
    </div>
  );
}

/** Every language is called as its speakers call it. */
export const OwnName = ({ language }: { language: Language }) => (
  <span lang={language}>{languageOf(language).ownName}</span>
);

function OtherLanguage({ language }: { language: Language }) {
  const { send, pressCounts } = useKiosk();
  return (
    <Button
      className="tool language"
      onPress={() => {
        if (pressCounts()) send({ type: 'choose-language', language });
      }}
    >
      <LanguageIcon />
      <OwnName language={language} />
    </Button>
  );
}

function ListOpener({ list: { opener, isOpen, open, close } }: { list: LanguageListState }) {
  const t = useKioskTexts();
  const { language, pressCounts } = useKiosk();
  return (
    <Button
      ref={opener}
      className="tool language language-opener"
      aria-label={`${t('frame.language')}: ${languageOf(language).ownName}`}
      aria-expanded={isOpen}
      onPress={() => {
        if (!pressCounts()) return;
        if (isOpen) close();
        else open();
      }}
    >
      <span className="tool-signs">
        <LanguageIcon />
        <ListIcon />
      </span>
      <OwnName language={language} />
    </Button>
  );
}
