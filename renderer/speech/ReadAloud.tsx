import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { useKiosk } from '../components/kiosk-context.ts';
import { languageTags } from '../language/languages.ts';
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
  const reading = useRef<ScreenReading | null>(null);
  const isWelcomed = useRef(false);
  const hasVoice = speech.voices.includes(language);
  const isReading = speech.isOn && hasVoice;
  const hasHeadphones = speech.headphones === 'plugged';
  const output = speech.output ?? null;
  const others = languageTags()
    .filter((tag) => tag !== language && speech.voices.includes(tag))
    .slice(0, 1);
  const otherLanguage = others[0] ?? null;

  useEffect(() => {
    if (!speaker || !isReading) {
      isWelcomed.current = false;
      return;
    }
    // Whoever plugged headphones in may see nothing of the screen: they are told how to go on.
    const isWelcome = hasHeadphones && !isWelcomed.current;
    isWelcomed.current = true;
    const started = readScreen({
      page: document,
      language,
      welcome: isWelcome ? welcomeOf(language, otherLanguage) : [],
      hasKeypad: hasHeadphones,
      route: { hasHeadphones, output },
      speaker,
      send,
    });
    reading.current = started;
    return () => {
      reading.current = null;
      started.stop();
    };
  }, [speaker, isReading, language, hasHeadphones, output, otherLanguage, send]);

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
      onTyped: (digit) => reading.current?.typed(digit),
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
function welcomeOf(language: string, otherLanguage: string | null): Line[] {
  const line = (tag: string, key: 'welcome' | 'keys' | 'switchHere'): Line => ({
    text: textsIn(tag)(`speech.${key}`),
    language: tag,
    isPrivate: false,
  });
  return [
    line(language, 'welcome'),
    ...(otherLanguage === null ? [] : [line(otherLanguage, 'switchHere')]),
    line(language, 'keys'),
  ];
}
