import { asSaid, joined } from '../../electron/bridge/spoken-text.ts';

/** One thing that is said about the screen. */
export interface Utterance {
  kind: 'question' | 'words' | 'action';
  text: string;
  /** What of it bystanders may hear: all of it, other words, or nothing (null), where it is about a person. */
  aloud: string | null;
  /** The text without what counts by itself (`data-counting`), and how often it was told: the same where there is nothing to say anew. */
  lasting: string;
  /** What a keypad presses for an action; null where nothing does but the arrow keys. */
  key: string | null;
}

/** The words that the transcript itself needs (`speech` of renderer/language). */
export interface TranscriptWords {
  /** `key`: what a keypad has to press for it. */
  action: (key: string | null, action: string) => string;
  /** Where no key presses it. */
  button: (action: string) => string;
  unavailable: (action: string) => string;
  selected: (action: string) => string;
  privateAction: string;
  typeDigits: string;
  endsIn: (digits: string) => string;
}

/** Beyond nine there is no digit left. */
const mostNumbered = 9;

/**
 * What stands on the screen, in the order in which it is said: the question, then what is known, then what can be pressed. It
 * is taken from the page itself, so that nothing is shown and not said. Pictures and signs are left out: words always say the
 * same. A component marks what is about a person with `data-private`; the value, if any, may be said instead. Words for a finger
 * have others for the ear in `data-said`. What counts by itself it marks with `data-counting` and a name for it: that is said, and
 * not said again at every change. What has to be said again although the words are the same has another `data-told` then.
 */
export function transcriptOf(page: ParentNode, words: TranscriptWords): Utterance[] {
  const root = currentQuestion(page);
  if (!root) return [];
  const said: Utterance[] = [];
  const title = titleOf(root);
  walk(root, title, said, words);
  const outside = [...page.querySelectorAll<HTMLElement>('[role="status"]')]
    .filter((status) => !root.contains(status) && !status.closest('[inert]'))
    .flatMap((status) => utteranceOf('words', status, words) ?? []);
  const question = title && utteranceOf('question', title, words);
  return [
    ...(question ? [question] : []),
    ...outside,
    ...said,
    ...(isDigitEntry(root) ? [plain(words.typeDigits)] : []),
    ...choicesOf(page, root).flatMap((action, index) => actionUtterance(action, index, root, words) ?? []),
  ];
}

/** A dialog that covers the screen, or the screen's main part. */
export const currentQuestion = (page: ParentNode): HTMLElement | null =>
  page.querySelector<HTMLElement>('[role="alertdialog"], [role="dialog"]') ?? page.querySelector<HTMLElement>('main');

/** What can be pressed there, in reading order; the keys of a pad are none of it, since a keypad has them. */
export const actionsOf = (root: HTMLElement): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(controls)].filter(
    (control) => isShown(control) && !control.closest('[role="group"].pad') && !isOff(control),
  );

/** The same, and an emergency below the question, in the order in which it is said and numbered. */
export function choicesOf(page: ParentNode, root: HTMLElement): HTMLElement[] {
  const emergency = root.tagName === 'MAIN' ? page.querySelector<HTMLElement>('main ~ [data-does="emergency"]') : null;
  return inOrder([...actionsOf(root), ...(emergency && isShown(emergency) && !isOff(emergency) ? [emergency] : [])]);
}

/** The likely action first. What is there while the end is counted, and gone again, comes last: it moves the key of no other one. */
export function inOrder<Control extends { matches: (selector: string) => boolean }>(
  controls: readonly Control[],
): Control[] {
  const isLikely = (control: Control): boolean => control.matches('.button-primary');
  const comesAndGoes = (control: Control): boolean => control.matches('.end-keep');
  return [
    ...controls.filter(isLikely),
    ...controls.filter((control) => !isLikely(control) && !comesAndGoes(control)),
    ...controls.filter(comesAndGoes),
  ];
}

/** Whether anybody is still there; it asks that over any other question. */
export const isIdleQuestion = (root: HTMLElement): boolean => root.matches('[role="alertdialog"]');

export const isDigitEntry = (root: HTMLElement): boolean => root.querySelector('.pad') !== null;

/** A dialog's heading may have any level. */
const titles = 'h1, [role="heading"], h2';

/** What is asked, in the language of the screen. */
export const titleOf = (root: HTMLElement): HTMLElement | null =>
  [...root.querySelectorAll<HTMLElement>(titles)].find((title) => !isInOtherLanguage(title)) ?? null;

const controls = 'button, [role="button"], [role="radio"]';

const isOff = (control: HTMLElement): boolean =>
  control.hasAttribute('disabled') || control.getAttribute('aria-disabled') === 'true';

/** Whether it is said at all: hidden from sight and from screen readers alike. */
function isShown(element: HTMLElement): boolean {
  // What has no box of its own is seen where its parent is.
  const { display } = getComputedStyle(element);
  if (display === 'contents') return element.parentElement !== null && isShown(element.parentElement);
  return (
    element.closest('[aria-hidden="true"], [hidden]') === null && element.checkVisibility({ visibilityProperty: true })
  );
}

/** What stands beside the same words in the language of the screen: a voice speaks only its own. */
function isInOtherLanguage(element: Element): boolean {
  const one = element.closest('[lang]');
  const spoken = element.ownerDocument.documentElement.lang;
  if (one === null || one.getAttribute('lang') === spoken) return false;
  return [...(one.parentElement?.children ?? [])].some((beside) => beside.getAttribute('lang') === spoken);
}

const isSilent = (element: Element): boolean =>
  !(element instanceof HTMLElement) ||
  element.matches('canvas, video, [role="img"], .pad') ||
  isInOtherLanguage(element) ||
  !isShown(element);

const plain = (text: string): Utterance => ({ kind: 'words', text, aloud: text, lasting: text, key: null });

/** Adds the words below an element, a block each; its question and its actions have places of their own. */
function walk(element: HTMLElement, title: Element | null, said: Utterance[], words: TranscriptWords): void {
  if (isSilent(element) || element === title) return;
  if (element.matches(controls)) {
    if (isOff(element)) said.push(...(disabledUtterance(element, words) ?? []));
    return;
  }
  const isRow = element.querySelector(':scope > dt') !== null && element.tagName !== 'DL';
  const isWhole =
    isRow ||
    hasOwnWords(element) ||
    ![...element.children].some((child) => !isSilent(child) && (isBlock(child) || child.matches(controls)));
  if (isWhole) {
    const utterance = utteranceOf('words', element, words);
    if (utterance) said.push(utterance);
    return;
  }
  for (const child of element.children) walk(child as HTMLElement, title, said, words);
}

/** Beside whatever else stands in it, such as a sign. */
const hasOwnWords = (element: Element): boolean =>
  [...element.childNodes].some((child) => child instanceof Text && child.data.trim() !== '');

function isBlock(element: Element): boolean {
  return !getComputedStyle(element).display.startsWith('inline') || [...element.children].some(isBlock);
}

function utteranceOf(kind: Utterance['kind'], element: HTMLElement, words: TranscriptWords): Utterance | null {
  const text = asSaid(joined(piecesOf(element, 'all')), words.endsIn);
  if (text === '') return null;
  const isPrivate = (element.parentElement?.closest('[data-private]') ?? null) !== null;
  const aloud = isPrivate ? '' : asSaid(joined(piecesOf(element, 'aloud')), words.endsIn);
  // A label whose fact is left out tells nothing.
  const lasting = joined(piecesOf(element, 'lasting'));
  return { kind, text, aloud: aloud === '' || aloud.endsWith(':') ? null : aloud, lasting, key: null };
}

/** What `utteranceOf` says of a button, never without any words for bystanders: they may be who presses it. */
function labelOf(control: HTMLElement, words: TranscriptWords): (Utterance & { aloud: string }) | null {
  const label = utteranceOf('action', control, words);
  return label && { ...label, aloud: label.aloud ?? words.privateAction };
}

function disabledUtterance(control: HTMLElement, words: TranscriptWords): Utterance[] | null {
  const label = labelOf(control, words);
  if (!label) return null;
  const say = words.unavailable;
  return [{ ...label, kind: 'words', text: say(label.text), aloud: say(label.aloud), lasting: say(label.lasting) }];
}

function actionUtterance(
  control: HTMLElement,
  index: number,
  root: HTMLElement,
  words: TranscriptWords,
): Utterance | null {
  const key = keyOf(control, index, root);
  const said = controlUtterance(control, words);
  // Whoever is asked whether they are there stays by any key, also by the arrows.
  const isByTouchAlone = isIdleQuestion(root) && key === null;
  const say = (action: string | null): string =>
    isByTouchAlone ? words.button(action ?? '') : words.action(key, action ?? '');
  return said && { ...said, text: say(said.text), aloud: say(said.aloud), key };
}

/** Digits are typed where digits are asked for; there the likely action has the Enter key. */
function keyOf(control: HTMLElement, index: number, root: HTMLElement): string | null {
  if (isDigitEntry(root)) return control.matches('.button-primary') ? 'Enter' : null;
  if (isIdleQuestion(root) && control.closest('[data-ends-visit]')) return null;
  return index < mostNumbered ? String(index + 1) : null;
}

/** What is said when a control is reached by the arrow keys. */
export function controlUtterance(control: HTMLElement, words: TranscriptWords): Utterance | null {
  const label = labelOf(control, words);
  if (!label) return null;
  const isOn = control.getAttribute('aria-pressed') === 'true' || control.getAttribute('aria-checked') === 'true';
  const say = (action: string): string => (isOn ? words.selected(action) : action);
  return { ...label, text: say(label.text), aloud: say(label.aloud), lasting: say(label.lasting) };
}

/** The text of an element in pieces as they stand apart on the screen. */
function piecesOf(element: HTMLElement, whose: 'all' | 'aloud' | 'lasting'): string[] {
  const { counting, told } = element.dataset;
  if (whose === 'lasting' && counting !== undefined) return [`{${counting}}`];
  if (whose === 'aloud' && element.dataset['private'] !== undefined) return [element.dataset['private']];
  const label = element.dataset['said'] ?? (element.matches(controls) ? element.getAttribute('aria-label') : null);
  if (label !== null) return [label];
  const pieces: string[] = [];
  if (whose === 'lasting' && told !== undefined) pieces.push(`{told ${told}}`);
  let run = '';
  const flush = (): void => {
    if (run.trim() !== '') pieces.push(run);
    run = '';
  };
  for (const child of element.childNodes) {
    if (child instanceof Text) run += child.data;
    else if (child instanceof HTMLElement && !isSilent(child)) {
      const inner = piecesOf(child, whose);
      if (isBlock(child)) {
        flush();
        pieces.push(...inner);
      } else run += joined(inner);
    }
  }
  flush();
  return element.tagName === 'DT' ? pieces.map((piece) => `${piece}:`) : pieces;
}
