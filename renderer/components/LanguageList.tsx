import { useContext } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { BackButton } from './BackButton.tsx';
import { CheckIcon } from './icons.tsx';
import { LanguagesContext, useKiosk, useKioskTexts } from './kiosk-context.ts';
import { OwnName } from './LanguageSwitch.tsx';
import { PagedList } from './PagedList.tsx';
import { Title } from './Scene.tsx';

/** With the way back that is nine, and each has a digit of a keypad. */
export const languagesPerPage = 8;

/**
 * All languages, in the place of the question: what stands around it stays, so that an emergency and the call for staff are
 * where they always are.
 */
export function LanguageList({ close }: { close: () => void }) {
  const t = useKioskTexts();
  const { language, send, pressCounts } = useKiosk();
  const languages = useContext(LanguagesContext);
  return (
    <section className="languages" role="dialog" aria-label={t('frame.languages.title')}>
      <div className="choose">
        <Title>{t('frame.languages.title')}</Title>
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
                if (each !== language) send({ type: 'choose-language', language: each });
                close();
              }}
            >
              {each === language && <CheckIcon />}
              <OwnName language={each} />
            </ToggleButton>
          ))}
        />
        <div className="choose-actions">
          <BackButton does={close}>{t('typed.back')}</BackButton>
        </div>
      </div>
    </section>
  );
}
