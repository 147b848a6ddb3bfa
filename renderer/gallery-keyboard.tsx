import { useMemo, useState } from 'react';
import type { Language } from '../electron/bridge/snapshot.ts';
import { type Kiosk, KioskContext } from './components/kiosk-context.ts';
import { TextEntry } from './keyboard/TextEntry.tsx';
import { useTexts } from './language/index.ts';

/** The keyboard of the page, which staff use, in the gallery: no step of a visit shows it. */
const samples = {
  'keyboard-vietnamese': { keyboard: 'vietnamese', shown: 'plain', value: 'Nguyễn Thị' },
  'keyboard-numeric': { keyboard: 'numeric', shown: 'plain', value: '0123' },
  'keyboard-masked': { keyboard: 'numeric', shown: 'masked', value: '2580' },
} as const;
export type KeyboardState = keyof typeof samples;
export const keyboardStates = Object.keys(samples) as KeyboardState[];

export function KeyboardSample({ state, language }: { state: KeyboardState; language: Language }) {
  const t = useTexts(language);
  const { keyboard, shown } = samples[state];
  const [value, setValue] = useState<string>(samples[state].value);
  const kiosk = useMemo<Kiosk>(
    () => ({ language, today: '2026-11-22', send: () => undefined, pressCounts: () => true }),
    [language],
  );
  return (
    <KioskContext value={kiosk}>
      <div className="frame" lang={language}>
        <main className="main" data-step="keyboard">
          <TextEntry
            label={t(keyboard === 'numeric' ? 'confirm.idNumber' : 'confirm.name')}
            value={value}
            onChange={setValue}
            onDone={() => setValue('')}
            doneLabel={t('typed.next')}
            keyboard={keyboard}
            shown={shown}
            minCharacters={1}
            maxCharacters={40}
            problem={null}
          />
        </main>
      </div>
    </KioskContext>
  );
}
