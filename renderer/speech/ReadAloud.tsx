import { type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from 'react';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { sentences } from '../../electron/bridge/spoken-text.ts';
import { LanguagesContext, useKiosk } from '../components/kiosk-context.ts';
import { languagesPerPage } from '../components/LanguageList.tsx';
import { mostWithoutList } from '../components/LanguageSwitch.tsx';
import { textsIn } from '../language/texts.ts';
import { followKeypad, type KeypadPort } from './keypad.ts';
import { readScreen, type ScreenReading } from './screen-reading.ts';
import type { Line, Speaker } from './speaker.ts';
import { SpeechContext } from './speech-context.ts';

/** Reads the screen aloud while the patient wants it, and lets keys do all that a finger can. `speaker`: null where nothing is heard. */
export function ReadAloud({
  snapshot,
  speaker,
  children,
}: {
  snapshot: KioskSnapshot;
  speaker: Speaker | null;
  children: ReactNode;
}) {
  const { language, speech, devices } = snapshot;
  const { send } = useKiosk();
  const languages = useContext(LanguagesContext);
  const reading = useRef<ScreenReading | null>(null);
  const isWelcomed = useRef(false);
  const hasVoice = speech.voices.includes(language);
  const isReading = speech.isOn && hasVoice;
  const hasHeadphones = speech.headphones === 'plugged';
  const { hasKeypad } = speech;
  const output = speech.output ?? null;
  // What stands on a later page of the list has no key of its own.
  const reachable = languages.slice(0, languagesPerPage);
  const otherLanguage = reachable.find((tag) => tag !== language && speech.voices.includes(tag)) ?? null;
  // In a list a digit chooses; the only other one is reached first.
  const otherKey = languages.length > mostWithoutList ? languages.findIndex((tag) => tag === otherLanguage) + 1 : null;

  useEffect(() => {
    if (!speaker || !isReading) {
      isWelcomed.current = false;
      return;
    }
    // Whoever plugged headphones in may see nothing of the screen; and where there are keys, they are told how to go on.
    const isWelcome = (hasHeadphones || hasKeypad) && !isWelcomed.current;
    isWelcomed.current = true;
    const started = readScreen({
      page: document,
      language,
      welcome: isWelcome ? welcomeOf(language, otherLanguage, otherKey, hasKeypad) : [],
      hasKeypad,
      route: { hasHeadphones, output },
      speaker,
      send,
    });
    reading.current = started;
    return () => {
      reading.current = null;
      started.stop();
    };
  }, [speaker, isReading, language, hasHeadphones, hasKeypad, output, otherLanguage, otherKey, send]);

  const repeat = useCallback(() => {
    if (reading.current) reading.current.repeat();
    else if (hasVoice) send({ type: 'choose-speech', isOn: true });
  }, [hasVoice, send]);

  useInterruption(reading);
  const mayUseDigits = !devices.keyboardScanner || speech.isOn || hasHeadphones;
  const port = useMemo<KeypadPort>(
    () => ({
      mayUseDigits: () => mayUseDigits,
      words: () => ({ delete: textsIn(language)('pad.delete'), back: textsIn(language)('typed.back') }),
      onMoved: (control) => reading.current?.name(control),
      onTyped: (typing) => reading.current?.typed(typing),
      repeat,
    }),
    [mayUseDigits, language, repeat],
  );
  useEffect(() => followKeypad(window, port), [port]);

  const context = useMemo(() => ({ speech, repeat }), [speech, repeat]);
  return <SpeechContext value={context}>{children}</SpeechContext>;
}

/** Any touch or key ends what is being said; it is heard before it does anything else. */
function useInterruption(reading: { readonly current: ScreenReading | null }): void {
  useEffect(() => {
    const interrupt = (): void => reading.current?.interrupt();
    window.addEventListener('pointerdown', interrupt, { capture: true });
    window.addEventListener('keydown', interrupt, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', interrupt, { capture: true });
      window.removeEventListener('keydown', interrupt, { capture: true });
    };
  }, [reading]);
}

/** In the language of the screen, and how to have the other one in that one's own voice. */
function welcomeOf(
  language: string,
  otherLanguage: string | null,
  otherKey: number | null,
  hasKeypad: boolean,
): Line[] {
  const said = (tag: string, text: string): Line[] =>
    sentences(text).map((part) => ({ text: part, language: tag, isPrivate: false }));
  const t = textsIn(language);
  if (!hasKeypad) return said(language, t('speech.welcome'));
  const other = textsIn(otherLanguage ?? language);
  const toSwitch = otherKey === null ? other('speech.switchHere') : other('speech.switchInList', { key: otherKey });
  return [
    ...said(language, t('speech.welcome')),
    ...(otherLanguage === null ? [] : said(otherLanguage, toSwitch)),
    ...said(language, t('speech.keys')),
  ];
}
