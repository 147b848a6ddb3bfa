import { fitFrameLines } from './fit-frame-lines.ts';
import { overflowing, overflows, tolerancePx } from './overflowing.ts';

/**
 * Fits what is on the screen into the glass: nothing scrolls and nothing is cut, whatever the language, the size of type and
 * the panel. First space goes, then lists show fewer tiles a page, then pictures, then secondary words, and at last the size
 * of type, in steps. The question, the actions and the call for staff stay. What was fitted once stays as it is while the same
 * question fits, even where something would have more room by now: nothing moves under a finger.
 */

/** What each step does, styles/squeeze.css says: 1 space, 2 titles and pictures, 3 secondary words smaller, 4 secondary words go. */
const squeezeSteps = 4;
const pictureStep = 2;
/** Then the type of all words, down to what a small panel can hold at all. */
const typeSteps = [0.93, 0.87, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5, 0.45, 0.4] as const;
/** A question comes while another is fitted once, and seldom; never for ever. */
const mostRounds = 3;

/** Asks a list for fewer, or again for all, tiles a page; the list answers by drawing itself anew at once. */
export const fewerEvent = 'tiepdon-fewer';
export const allEvent = 'tiepdon-all';
/** Marks the lists that hear them. Its value: how many tiles a page there are now. */
export const pagedAttribute = 'data-per-page';
/** And how many there are where there is room. */
export const mostAttribute = 'data-most-per-page';

/** Watches the page and fits it before each picture is painted. Returns what ends that. */
export function fitScreen(): () => void {
  const { body, documentElement, fonts } = document;
  let fitted: { question: Question; aboveReachMm: number } | null = null;
  /** Whether what was fitted is still there: a list that draws itself anew draws whatever else has come, on another glass too. */
  const fitQuestion = (): boolean => {
    const frame = body.querySelector<HTMLElement>('.frame, .alone');
    if (!frame) return true;
    const question = questionIn(frame);
    const stays = fitted !== null && isSame(fitted.question, question) && stillFits(frame, fitted.aboveReachMm);
    if (!stays) fitted = { question, aboveReachMm: fitFrame(frame) };
    return question.element.isConnected && glassNow() === question.glass;
  };
  const fit = (): void => {
    for (let rounds = 0; rounds < mostRounds && !fitQuestion(); rounds += 1) fitted = null;
    screen.takeRecords();
    glass.takeRecords();
  };
  const again = (): void => {
    fitted = null;
    fit();
  };
  const screen = new MutationObserver(fit);
  const glass = new MutationObserver(again);
  screen.observe(body, { childList: true, characterData: true, subtree: true });
  glass.observe(documentElement, { attributeFilter: ['style', 'data-text', 'data-reach'] });
  window.addEventListener('resize', again);
  // Words have another width once their typeface is there.
  fonts.addEventListener('loadingdone', again);
  again();
  return () => {
    screen.disconnect();
    glass.disconnect();
    window.removeEventListener('resize', again);
    fonts.removeEventListener('loadingdone', again);
  };
}

/** What is asked, or what is said where nothing is: the title, which is another element with another question (components/Scene.tsx). */
interface Question {
  element: Element;
  words: string;
  glass: string;
}

function questionIn(frame: HTMLElement): Question {
  const title = frame.querySelector(`.title${seen}`);
  // The first screen stands for hours: what was said on it and has gone leaves it as it was.
  const isFirst = frame.querySelector('main')?.dataset['step'] === 'attract';
  const tools = frame.querySelectorAll('.tool').length;
  const words = [document.documentElement.lang, tools, (isFirst ? frame : title)?.textContent];
  return { element: title ?? frame, words: words.join(' '), glass: glassNow() };
}

const isSame = (one: Question, other: Question): boolean =>
  one.element === other.element && one.words === other.words && one.glass === other.glass;

/** What the words have to fit into (use-glass.ts). */
function glassNow(): string {
  const { dataset, style } = document.documentElement;
  const lengths = ['--mm', '--picture-width', '--picture-height', '--touch-height'];
  return [...lengths.map((name) => style.getPropertyValue(name)), dataset['text'], dataset['reach']].join(' ');
}

/** As little tight as there is room for. Returns how far above a hand's reach buttons lie for that. */
function fitFrame(frame: HTMLElement): number {
  showAll(frame);
  squeeze(0);
  fitFrameLines(frame);
  const { dataset } = document.documentElement;
  const most = squeezeSteps + (dataset['text'] === 'large' ? dearestReach : 0);
  // Nearly all do.
  if (fitsAt(frame, { step: 0, aboveReachMm: 0 })) return 0;
  const aboveReachMm = lowestThatFits(frame, most);
  if (aboveReachMm !== null && fitInSteps(frame, most, aboveReachMm)) return aboveReachMm;
  fitInSteps(frame, squeezeSteps + typeSteps.length, Infinity);
  return Infinity;
}

/** Whether what the screen says by now fits as it is: its step and its lists' tiles stand in the page. */
function stillFits(frame: HTMLElement, aboveReachMm: number): boolean {
  if (isWithinReach(frame, aboveReachMm) && !overflows(frame)) return true;
  return push(frame, aboveReachMm) && !overflows(frame);
}

/** Where the tightest does not fit, nothing does; null: nowhere. */
function lowestThatFits(frame: HTMLElement, tightest: number): number | null {
  let from = 0;
  let to: number = higherMm.length;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (fitsAt(frame, { step: tightest, aboveReachMm: higherMm[middle] ?? 0 })) to = middle;
    else from = middle + 1;
  }
  return higherMm[from] ?? null;
}

/** What is touched comes within reach as long as no words become small for it; then it lies as little higher as it can. */
const higherMm = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const;

/** So many steps of large type may go before buttons lie higher than they should: the words are still larger than usual. */
const dearestReach = 2;

/** Below this share of its tiles a list goes only when words would become small otherwise: leafing is work as well. */
const fewestShare = 2 / 3;

interface Tightness {
  step: number;
  /** How far above a hand's reach buttons may lie; Infinity: wherever they do. */
  aboveReachMm: number;
}

function fitInSteps(frame: HTMLElement, most: number, aboveReachMm: number): boolean {
  for (let step = 0; step <= most; step += 1) {
    if (!fitsAt(frame, { step, aboveReachMm })) continue;
    restorePictures(frame, aboveReachMm);
    return true;
  }
  return false;
}

function fitsAt(frame: HTMLElement, { step, aboveReachMm }: Tightness): boolean {
  squeeze(step);
  if (push(frame, aboveReachMm) && !overflows(frame)) return true;
  // A list gives up tiles before words are given up.
  if (step === 0 || !showFewer(frame, step)) return false;
  // The arrows below it have come.
  if (push(frame, aboveReachMm) && !overflows(frame)) return true;
  showAll(frame);
  return false;
}

/** What the list of languages stands in place of is not there. A warning covers all, which comes back as it was. */
const seen = ':not(.question[inert] *)';
/** What a finger must hit in the middle of the screen. */
const touchable = `main :is(button, [role="radio"], [role="checkbox"], input)${seen}`;
/** It grows upwards from what stands below it, where hands reach less high (styles/reach.css). */
const listed = `[data-reach="low"]:not([data-reach-given-up]) .choose > .clinics${seen}`;
/** A list of no height at all would not be seen to overflow. */
const leastTargetMm = 20;
/** Touched too, and right above the list. */
const declared = `.choose > .choose-lines > .declare button${seen}`;

const topOf = (some: readonly Element[]): number => Math.min(...some.map((each) => each.getBoundingClientRect().top));

const pixelsOfMm = (): number => Number.parseFloat(document.documentElement.style.getPropertyValue('--mm'));

/** Where a button may begin on the glass. */
function highestPx(frame: HTMLElement, aboveReachMm: number): number {
  const touchPx = Number.parseFloat(document.documentElement.style.getPropertyValue('--touch-height'));
  return frame.getBoundingClientRect().bottom - touchPx - aboveReachMm * pixelsOfMm();
}

const isWithinReach = (frame: HTMLElement, aboveReachMm: number): boolean =>
  topOf([...frame.querySelectorAll(touchable)]) > highestPx(frame, aboveReachMm) - tolerancePx;

/**
 * Moves the words down until the highest button lies where a hand reaches, or so much above it. False where buttons and what
 * stands below them are too high for that.
 */
function push(frame: HTMLElement, aboveReachMm: number): boolean {
  const { style } = document.documentElement;
  const isGivenUp = aboveReachMm === Infinity;
  // Then lists are no longer held low either.
  document.documentElement.toggleAttribute('data-reach-given-up', isGivenUp);
  style.setProperty('--push', '0px');
  if (isGivenUp) return true;
  const mostPx = highestPx(frame, aboveReachMm);
  const list = frame.querySelector(listed);
  if (list) {
    const { top, bottom } = list.getBoundingClientRect();
    const declaredPx = top - (frame.querySelector(declared)?.getBoundingClientRect().top ?? top);
    const roomPx = Math.max(leastTargetMm * pixelsOfMm(), bottom - mostPx - declaredPx);
    style.setProperty('--list-room', `${String(roomPx)}px`);
  }
  const buttons = [...frame.querySelectorAll(touchable)];
  const missingPx = mostPx - topOf(buttons.filter((button) => list?.contains(button) !== true));
  if (missingPx > 0) style.setProperty('--push', `${String(Math.ceil(missingPx))}px`);
  return isWithinReach(frame, aboveReachMm);
}

function squeeze(step: number): void {
  const { dataset, style } = document.documentElement;
  if (step === 0) delete dataset['squeeze'];
  else dataset['squeeze'] = String(Math.min(step, squeezeSteps));
  showPictures(step < pictureStep);
  const type = typeSteps[step - squeezeSteps - 1];
  if (type === undefined) style.removeProperty('--type-fit');
  else style.setProperty('--type-fit', String(type));
}

function showPictures(areShown: boolean): void {
  const { dataset } = document.documentElement;
  if (areShown) delete dataset['pictures'];
  else dataset['pictures'] = 'none';
}

/** What went after the pictures may have left room for them. */
function restorePictures(frame: HTMLElement, aboveReachMm: number): void {
  if (document.documentElement.dataset['pictures'] === undefined) return;
  showPictures(true);
  push(frame, aboveReachMm);
  if (!overflows(frame)) return;
  showPictures(false);
  push(frame, aboveReachMm);
}

const pagedLists = (frame: HTMLElement): HTMLElement[] => [
  ...frame.querySelectorAll<HTMLElement>(`[${pagedAttribute}]${seen}`),
];

const tilesOf = (list: HTMLElement): number => Number(list.getAttribute(pagedAttribute));

function showAll(frame: HTMLElement): void {
  for (const list of pagedLists(frame)) list.dispatchEvent(new CustomEvent(allEvent));
}

/** How many tiles of a list stay at this step. */
function leastTiles(list: HTMLElement, step: number): number {
  const isLow = document.documentElement.dataset['reach'] === 'low';
  // Appointments are few and large: one a page where hands reach less high, and where words would become small.
  if (list.querySelector('.appointment') && (isLow || step >= squeezeSteps)) return 1;
  return step > squeezeSteps + dearestReach ? 0 : fewestShare * Number(list.getAttribute(mostAttribute));
}

/** Whether everything fits with fewer tiles, of which enough stay. */
function showFewer(frame: HTMLElement, step: number): boolean {
  for (const list of pagedLists(frame)) {
    while (overflowing(list).length > 0) {
      const before = tilesOf(list);
      if (before - 1 < leastTiles(list, step)) break;
      list.dispatchEvent(new CustomEvent(fewerEvent));
      if (tilesOf(list) === before) break;
    }
  }
  if (!overflows(frame)) return true;
  showAll(frame);
  return false;
}
