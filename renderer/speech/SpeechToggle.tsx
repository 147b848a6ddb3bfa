import { useContext } from 'react';
import { Button } from 'react-aria-components/Button';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { useKiosk, useKioskTexts } from '../components/kiosk-context.ts';
import { ToolWord } from '../components/ToolWord.tsx';
import { SpeechContext } from './speech-context.ts';

/** Reads the screen aloud or stops it, and beside it, while it is on, once more. Nothing where no voice speaks the language. */
export function SpeechToggle() {
  const t = useKioskTexts();
  const { language, send, pressCounts } = useKiosk();
  const context = useContext(SpeechContext);
  if (!context?.speech.voices.includes(language)) return null;
  const { speech, repeat } = context;
  return (
    <>
      <ToggleButton
        className="tool"
        aria-label={t('speech.toggle')}
        isSelected={speech.isOn}
        onChange={(isOn) => {
          if (pressCounts()) send({ type: 'choose-speech', isOn });
        }}
      >
        <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M7 10a5.5 5.5 0 0 1 11 0c0 4-3.2 4.6-3.7 7.2-.3 1.7-1.3 3.3-3.3 3.3a3 3 0 0 1-3-3" />
          <path d="M10 10.4a2.5 2.5 0 1 1 4.2 1.8c-.9.8-1.6 1.2-1.7 2.5" />
        </svg>
        <ToolWord>{t('around.modes.short.listen')}</ToolWord>
      </ToggleButton>
      {speech.isOn && (
        <Button
          className="tool"
          aria-label={t('speech.repeat')}
          onPress={() => {
            if (pressCounts()) repeat();
          }}
        >
          <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3.5 9.2v5.6h3.8l5 4V5.2l-5 4zM15.8 9a4.2 4.2 0 0 1 0 6M18.3 6.2a8.2 8.2 0 0 1 0 11.6" />
          </svg>
          <ToolWord>{t('speech.repeat')}</ToolWord>
        </Button>
      )}
    </>
  );
}
