import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import type { Display } from '../../electron/bridge/display-snapshot.ts';
import { SpeechToggle } from '../speech/SpeechToggle.tsx';
import { ContrastIcon, SeatedIcon } from './icons.tsx';
import { useKiosk, useKioskTexts } from './kiosk-context.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { ToolWord } from './ToolWord.tsx';
import type { LanguageListState } from './use-language-list.ts';

/** Language and how the screen is drawn, one tap away at any time. `languages`: their list, where they are one. */
export function Tools({ display, languages }: { display: Display; languages: LanguageListState }) {
  const t = useKioskTexts();
  return (
    <div className="tools">
      <LanguageSwitch list={languages} />
      <div className="modes" role="group" aria-label={t('around.modes.label')}>
        <Mode
          label={t('around.modes.text')}
          word={t('around.modes.short.text')}
          isOn={display.text === 'large'}
          chosen={(isOn) => ({ ...display, text: isOn ? 'large' : 'normal' })}
        >
          <span className="mode-letters" aria-hidden="true" />
        </Mode>
        <Mode
          label={t('around.modes.contrast')}
          word={t('around.modes.short.contrast')}
          isOn={display.contrast === 'high'}
          chosen={(isOn) => ({ ...display, contrast: isOn ? 'high' : 'normal' })}
        >
          <ContrastIcon />
        </Mode>
        <Mode
          label={t('around.modes.reach')}
          word={t('around.modes.short.reach')}
          isOn={display.reach === 'low'}
          chosen={(isOn) => ({ ...display, reach: isOn ? 'low' : 'normal' })}
        >
          <SeatedIcon />
        </Mode>
        <SpeechToggle />
      </div>
    </div>
  );
}

interface ModeProps {
  label: string;
  /** The same in a word. */
  word: string;
  isOn: boolean;
  /** The whole display that a press asks for. */
  chosen: (isOn: boolean) => Display;
  children: ReactNode;
}

function Mode({ label, word, isOn, chosen, children }: ModeProps) {
  const { send, pressCounts } = useKiosk();
  return (
    <ToggleButton
      className="tool"
      aria-label={label}
      isSelected={isOn}
      onChange={(next) => {
        if (pressCounts()) send({ type: 'choose-display', display: chosen(next) });
      }}
    >
      {children}
      <ToolWord>{word}</ToolWord>
    </ToggleButton>
  );
}
