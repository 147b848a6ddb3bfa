import type { Language } from '../../electron/bridge/snapshot.ts';
import { textsIn } from '../language/texts.ts';
import type { TranscriptWords } from './transcript.ts';

/** The transcript's own words. `hasKeypad`: actions are named with what presses them. */
export function transcriptWords(language: Language, hasKeypad: boolean): TranscriptWords {
  const t = textsIn(language);
  return {
    action: (key, action) => {
      if (!hasKeypad) return t('speech.button', { action });
      if (key === null) return t('speech.choose', { action });
      return key === 'Enter' ? t('speech.pressEnter', { action }) : t('speech.press', { key, action });
    },
    button: (action) => t('speech.button', { action }),
    unavailable: (action) => t('speech.unavailable', { action }),
    selected: (action) => t('speech.selected', { action }),
    privateAction: t('speech.privateAction'),
    typeDigits: hasKeypad ? `${t('speech.typeDigits')} ${t('speech.around')}` : t('speech.typeOnScreen'),
    endsIn: (digits) => t('speech.endsIn', { digits }),
  };
}
