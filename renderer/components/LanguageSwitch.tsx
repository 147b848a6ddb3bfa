import { useContext, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { languageOf } from '../language/languages.ts';
import { forgottenListMs } from '../pacing.ts';
import { BackIcon, CheckIcon, LanguageIcon, ListIcon } from './icons.tsx';
import { LanguagesContext, useKiosk, useKioskTexts } from './kiosk-context.ts';
import { KioskButton } from './KioskButton.tsx';
import { PagedList } from './PagedList.tsx';

/** More names have no room beside what else stands there. */
export const mostSideBySide = 3;

/** With the way back that is nine, and each has a digit of a keypad. */
export const languagesPerPage = 8;

/** The languages side by side, or one button that lists them. `moment`: a list that was opened at another one is closed. */
export function LanguageSwitch({ moment }: { moment: string }) {
  const languages = useContext(LanguagesContext);
  return languages.length <= mostSideBySide ? <SideBySide /> : <LanguageList key={moment} />;
}

/** Tells the station, where it is another one; the press has been counted. */
function useChoose(): (chosen: Language) => void {
  const { language, send } = useKiosk();
  return (chosen) => {
    if (chosen !== language) send({ type: 'choose-language', language: chosen });
  };
}

/** Every language is called as its speakers call it. */
const OwnName = ({ language }: { language: Language }) => <span lang={language}>{languageOf(language).ownName}</span>;

function SideBySide() {
  const t = useKioskTexts();
  const { language, pressCounts } = useKiosk();
  const languages = useContext(LanguagesContext);
  const choose = useChoose();
  return (
    <ToggleButtonGroup
      className="language-switch"
      aria-label={t('frame.language')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => {
        const chosen = languages.find((each) => keys.has(each));
        if (chosen !== undefined && pressCounts()) choose(chosen);
      }}
    >
      {languages.map((each) => (
        <ToggleButton key={each} id={each} className="tool language">
          <OwnName language={each} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** Of one moment: with the next one it is closed. */
function LanguageList() {
  const t = useKioskTexts();
  const { language, pressCounts } = useKiosk();
  const languages = useContext(LanguagesContext);
  const choose = useChoose();
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  // Nobody finds it open on the first screen who has not opened it.
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => setIsOpen(false), forgottenListMs);
    return () => clearTimeout(timer);
  }, [isOpen]);
  return (
    <div className="language-switch">
      <Button
        className="tool language language-opener"
        aria-label={`${t('frame.language')}: ${languageOf(language).ownName}`}
        aria-haspopup="dialog"
        onPress={() => {
          if (pressCounts()) setIsOpen(true);
        }}
      >
        <LanguageIcon />
        <OwnName language={language} />
        <ListIcon />
      </Button>
      <ModalOverlay className="overlay" isOpen={isOpen} onOpenChange={close} isDismissable>
        <Modal className="overlay-box">
          <Dialog className="overlay-dialog languages">
            <Heading slot="title" className="title">
              {t('frame.languages.title')}
            </Heading>
            <PagedList
              label={t('frame.language')}
              perPage={languagesPerPage}
              items={languages.map((each) => (
                <ToggleButton
                  key={each}
                  className="button button-tile language"
                  isSelected={each === language}
                  onChange={() => {
                    if (!pressCounts()) return;
                    choose(each);
                    close();
                  }}
                >
                  {each === language && <CheckIcon />}
                  <OwnName language={each} />
                </ToggleButton>
              ))}
            />
            <div className="actions">
              <KioskButton look="quiet" does={close}>
                <BackIcon />
                {t('typed.back')}
              </KioskButton>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </div>
  );
}
