import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { sentences } from '../../electron/bridge/spoken-text.ts';
import { textsIn } from '../language/texts.ts';
import { createThrottle, presenceIntervalMs } from '../pacing.ts';
import type { Typing } from './keypad.ts';
import type { Line, Route, Speaker } from './speaker.ts';
import { controlUtterance, currentQuestion, transcriptOf, type Utterance } from './transcript.ts';
import { transcriptWords } from './transcript-words.ts';
import { isOtherQuestion, whatIsNew, whereItStands } from './what-is-new.ts';

interface ReadingOptions {
  page: Document;
  language: Language;
  /** Said before the first screen. */
  welcome: readonly Line[];
  /** Actions are named with their keys. */
  hasKeypad: boolean;
  route: Route;
  speaker: Speaker;
  send: (intent: VisitIntent) => void;
}

export interface ScreenReading {
  /** The whole screen once more. */
  repeat(): void;
  /** A control that was reached by a key. */
  name(control: HTMLElement): void;
  /** What was typed: into headphones alone. How many digits there are is nobody's secret. */
  typed(typing: Typing): void;
  /** A touch or key: silence, and somebody is there. */
  interrupt(): void;
  stop(): void;
}

/** A change of the screen comes in parts; they are read as one. */
const settleMs = 150;

/**
 * Listening counts as presence for so long after a touch or key: what the kiosk itself changes is read as well, and must not
 * keep a visit alive that nobody is at.
 */
export const listeningMs = 60_000;

/** What is said of a key where digits are typed. */
function linesOfTyping(typing: Typing, { hasHeadphones }: Route, language: Language): Line[] {
  const t = textsIn(language);
  const line = (text: string, isPrivate: boolean): Line => ({ text, language, isPrivate });
  switch (typing.kind) {
    case 'typed':
      return hasHeadphones ? [line(typing.digit, true)] : [];
    case 'deleted': {
      const { digit } = typing;
      const gone = hasHeadphones ? line(t('speech.deletedDigit', { digit }), true) : line(t('speech.deleted'), false);
      return [gone, line(typing.soFar, false)];
    }
    case 'unchanged':
      return [line(typing.soFar, false)];
  }
}

/** Reads the screen, and what changes on it, while it runs: each question once, and what comes to it. */
export function readScreen(options: ReadingOptions): ScreenReading {
  const { page, language, route, speaker, send } = options;
  const t = textsIn(language);
  const words = transcriptWords(language, options.hasKeypad);
  let before: Utterance[] | null = null;
  let dialogBefore: Utterance[] | null = null;
  let actedMs = performance.now();
  const tellPresence = createThrottle(
    () => send({ type: 'presence' }),
    presenceIntervalMs,
    () => performance.now(),
  );
  const listens = (): void => {
    if (performance.now() - actedMs < listeningMs) tellPresence();
  };

  const allowedOf = ({ text, aloud }: Utterance): Line[] => {
    const allowed = route.hasHeadphones ? text : aloud;
    const isPrivate = route.hasHeadphones && aloud !== text;
    return allowed === null ? [] : sentences(allowed).map((part) => ({ text: part, language, isPrivate }));
  };

  const linesOf = (said: readonly Utterance[]): Line[] => {
    const lines = said.flatMap(allowedOf);
    const isShortened = !route.hasHeadphones && said.some(({ text, aloud }) => aloud !== text);
    return isShortened ? [...lines, { text: t('speech.privateWords'), language, isPrivate: false }] : lines;
  };

  const look = (): void => {
    const isDialog = currentQuestion(page)?.tagName !== 'MAIN';
    const after = transcriptOf(page, words);
    const known = isDialog ? dialogBefore : before;
    const isAnother = known === null || isOtherQuestion(known, after);
    const isUncovered = dialogBefore !== null && !isDialog && !isAnother;
    const fresh = [...(isUncovered ? whereItStands(after) : []), ...whatIsNew(known, after)];
    const opening = before === null && !isDialog ? options.welcome : [];
    dialogBefore = isDialog ? after : null;
    if (!isDialog) before = after;
    if (fresh.length === 0) return;
    // The warning before the end is no sign that anybody is there, over the question or beside it.
    const onLine = isDialog || page.querySelector('.actions-ending') ? undefined : listens;
    const lines = [...opening, ...linesOf(fresh)];
    if (isAnother) speaker.read(lines, route, onLine);
    else speaker.add(lines, route, onLine);
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      look();
    }, settleMs);
  };
  const changes = new MutationObserver(soon);
  changes.observe(page.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [
      'hidden',
      'disabled',
      'aria-label',
      'aria-pressed',
      'aria-checked',
      'aria-hidden',
      'data-private',
      'data-said',
      'data-told',
    ],
  });
  soon();

  return {
    repeat: () => {
      actedMs = performance.now();
      speaker.read(linesOf(transcriptOf(page, words)), route, listens);
    },
    name: (control) => {
      const utterance = controlUtterance(control, words);
      if (utterance) speaker.read(allowedOf(utterance), route);
    },
    typed: (typing) => {
      const lines = linesOfTyping(typing, route, language);
      if (lines.length > 0) speaker.read(lines, route);
    },
    interrupt: () => {
      actedMs = performance.now();
      speaker.stop();
    },
    stop: () => {
      changes.disconnect();
      clearTimeout(timer);
      speaker.stop();
    },
  };
}
