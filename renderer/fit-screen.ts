/**
 * Fits what is on the screen into the glass: nothing scrolls and nothing is cut, whatever the language, the size of type and
 * the panel. First space goes, then lists show fewer tiles a page, then pictures, then secondary words, and at last the size
 * of type, in steps. The question, the actions and the call for staff stay.
 */

/** What each step does, styles/squeeze.css says: 1 space, 2 titles and pictures, 3 secondary words smaller, 4 secondary words go. */
const squeezeSteps = 4;
const pictureStep = 2;
/** Then the type of all words, down to what a small panel can hold at all. */
const typeSteps = [0.93, 0.87, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5, 0.45, 0.4] as const;
/** Lines are rounded to pixels here and there. */
const tolerancePx = 1.5;
/** A tight line is lower than the typeface's own box, which is drawn empty there (Be Vietnam Pro: 1.27 em). */
const toleranceEm = 0.12;

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
  let lastStep = '';
  /** Whether what was fitted is still there: a list that draws itself anew draws whatever else has come, on another glass too. */
  const fitQuestion = (): boolean => {
    const frame = body.querySelector<HTMLElement>('.frame, .alone');
    if (!frame) return true;
    const title = frame.querySelector('.title');
    const before = glassNow();
    const step = `${frame.querySelector('main')?.dataset['step'] ?? ''} ${documentElement.lang}`;
    if (step !== lastStep) showAll(frame);
    lastStep = step;
    fitFrame(frame);
    return (title ?? frame).isConnected && glassNow() === before;
  };
  const fit = (): void => {
    for (let rounds = 0; rounds < mostRounds && !fitQuestion(); rounds += 1) lastStep = '';
    screen.takeRecords();
    glass.takeRecords();
  };
  const again = (): void => {
    lastStep = '';
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

/** What the words have to fit into (use-glass.ts). */
function glassNow(): string {
  const { dataset, style } = document.documentElement;
  const lengths = ['--mm', '--picture-width', '--picture-height', '--touch-height'];
  return [...lengths.map((name) => style.getPropertyValue(name)), dataset['text'], dataset['reach']].join(' ');
}

function fitFrame(frame: HTMLElement): void {
  squeeze(0);
  fitRail(frame);
  fitTools(frame);
  const { dataset } = document.documentElement;
  const most = squeezeSteps + (dataset['text'] === 'large' ? dearestReach : 0);
  // Nearly all do.
  if (fitsAt(frame, { step: 0, aboveReachMm: 0 })) return;
  const aboveReachMm = lowestThatFits(frame, most);
  if (aboveReachMm === null || !fitInSteps(frame, most, aboveReachMm))
    fitInSteps(frame, squeezeSteps + typeSteps.length, Infinity);
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

/** What a finger must hit in the middle of the screen. */
const touchable = 'main :is(button, [role="radio"], [role="checkbox"], input)';
/** It grows upwards from what stands below it, where hands reach less high (styles/reach.css). */
const listed = '[data-reach="low"]:not([data-reach-given-up]) .choose > .clinics';
/** A list of no height at all would not be seen to overflow. */
const leastTargetMm = 20;
/** Touched too, and right above the list. */
const declared = '.choose > .choose-lines > .declare button';

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
  const mmPx = Number.parseFloat(style.getPropertyValue('--mm'));
  const reachPx = Number.parseFloat(style.getPropertyValue('--touch-height')) + aboveReachMm * mmPx;
  const highestPx = frame.getBoundingClientRect().bottom - reachPx;
  const list = frame.querySelector(listed);
  if (list) {
    const { top, bottom } = list.getBoundingClientRect();
    const declaredPx = top - (frame.querySelector(declared)?.getBoundingClientRect().top ?? top);
    const roomPx = Math.max(leastTargetMm * mmPx, bottom - highestPx - declaredPx);
    style.setProperty('--list-room', `${String(roomPx)}px`);
  }
  const buttons = [...frame.querySelectorAll(touchable)];
  const topOf = (some: readonly Element[]): number => Math.min(...some.map((each) => each.getBoundingClientRect().top));
  const missingPx = highestPx - topOf(buttons.filter((button) => list?.contains(button) !== true));
  if (missingPx > 0) style.setProperty('--push', `${String(Math.ceil(missingPx))}px`);
  return buttons.length === 0 || topOf(buttons) > highestPx - tolerancePx;
}

/** The words of the other stops go before anything in the middle of the screen does. */
function fitRail(frame: HTMLElement): void {
  const rail = frame.querySelector<HTMLElement>('.rail');
  if (!rail) return;
  rail.removeAttribute('data-short');
  if (rail.scrollWidth > rail.clientWidth) rail.setAttribute('data-short', '');
}

/** Signs keep their words as long as the tools stand in one row, and leave the hospital's name two lines. */
function fitTools(frame: HTMLElement): void {
  const tools = frame.querySelector<HTMLElement>('.tools');
  if (!tools) return;
  tools.removeAttribute('data-short');
  const bottoms = [...tools.querySelectorAll('.tool')].map((tool) => tool.getBoundingClientRect().bottom);
  const isOneRow = Math.max(...bottoms) - Math.min(...bottoms) < tolerancePx;
  const name = frame.querySelector<HTMLElement>('.hospital-name');
  const lines = name ? name.offsetHeight / Number.parseFloat(getComputedStyle(name).lineHeight) : 1;
  if (!isOneRow || lines > 2.5 || tools.scrollWidth > tools.clientWidth) tools.setAttribute('data-short', '');
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
  ...frame.querySelectorAll<HTMLElement>(`[${pagedAttribute}]`),
];

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
      const before = list.getAttribute(pagedAttribute);
      if (Number(before) - 1 < leastTiles(list, step)) break;
      list.dispatchEvent(new CustomEvent(fewerEvent));
      if (list.getAttribute(pagedAttribute) === before) break;
    }
  }
  if (!overflows(frame)) return true;
  showAll(frame);
  return false;
}

/** Never looked into: drawings, pictures, words for screen readers alone, and who is on duty, on which nobody depends. */
const unmeasured =
  'svg, svg *, video, canvas, .spoken, .spoken *, .face-slot, .face-slot *, .rail-word, .clinic-today, .clinic-today *';

/** Boxes that hold more than they have room for, or lie outside. `data-cut`: only its first child must fit. */
export function overflowing(frame: HTMLElement): HTMLElement[] {
  const most = frame.getBoundingClientRect();
  const boxes = [frame, ...frame.querySelectorAll<HTMLElement>(`:not(${unmeasured})`)];
  return boxes.filter((box) => {
    const { clientWidth, clientHeight } = box;
    const { left, right, top, bottom } = box.getBoundingClientRect();
    // Not drawn, or for screen readers alone.
    if (right - left < 2 || bottom - top < 2) return false;
    if (left < most.left - tolerancePx || right > most.right + tolerancePx) return true;
    if (top < most.top - tolerancePx || bottom > most.bottom + tolerancePx) return true;
    if (clientWidth === 0 || clientHeight === 0) return false;
    if (box.dataset['cut'] !== undefined) {
      const first = box.firstElementChild;
      return first instanceof HTMLElement && first.offsetHeight > clientHeight + tolerancePx;
    }
    const mostPx = clientHeight + tolerancePx + toleranceEm * Number.parseFloat(getComputedStyle(box).fontSize);
    return box.scrollHeight > mostPx || box.scrollWidth > clientWidth + tolerancePx;
  });
}

const overflows = (frame: HTMLElement): boolean => overflowing(frame).length > 0;
