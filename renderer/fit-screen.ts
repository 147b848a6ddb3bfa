/**
 * Fits what is on the screen into the glass: nothing scrolls and nothing is cut, whatever the language, the size of type and
 * the panel. First space goes, then lists show fewer tiles a page, then pictures, then secondary words, and at last the size
 * of type, in steps. The question, the actions and the call for staff stay.
 */

/** What each step does, styles/squeeze.css says: 1 space, 2 titles and pictures, 3 secondary words smaller, 4 secondary words go. */
const squeezeSteps = 4;
/** Then the type of all words, down to what a small panel can hold at all. */
const typeSteps = [0.93, 0.87, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5, 0.45, 0.4] as const;
/** Lines are rounded to pixels here and there. */
const tolerancePx = 1.5;
/** A tight line is lower than the typeface's own box, which is drawn empty there (Be Vietnam Pro: 1.27 em). */
const toleranceEm = 0.12;

/** Asks a list for fewer, or again for all, tiles a page; the list answers by drawing itself anew at once. */
export const fewerEvent = 'tiepdon-fewer';
export const allEvent = 'tiepdon-all';
/** Marks the lists that hear them. Its value: how many tiles a page there are now. */
export const pagedAttribute = 'data-per-page';

/** Watches the page and fits it before each picture is painted. Returns what ends that. */
export function fitScreen(): () => void {
  const { body, documentElement, fonts } = document;
  let lastStep = '';
  const fit = (): void => {
    for (const frame of body.querySelectorAll<HTMLElement>('.frame, .alone')) {
      const step = `${frame.querySelector('main')?.dataset['step'] ?? ''} ${documentElement.lang}`;
      if (step !== lastStep) showAll(frame);
      lastStep = step;
      fitFrame(frame);
    }
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

function fitFrame(frame: HTMLElement): void {
  squeeze(0);
  fitRail(frame);
  // What is touched comes within reach as long as that costs no more than a little type.
  for (const isPushed of [true, false]) {
    const most = squeezeSteps + (isPushed ? dearestReach : typeSteps.length);
    for (let step = 0; step <= most; step += 1) {
      squeeze(step);
      push(frame, isPushed);
      if (!overflows(frame)) return;
      // A list gives up tiles before words are given up.
      if (step >= 1 && showFewer(frame)) return;
    }
  }
}

/** So many steps of type may go before buttons stay higher than they should. */
const dearestReach = 2;

/** What a finger must hit in the middle of the screen. */
const touchable = 'main :is(button, [role="radio"], [role="checkbox"], input)';

/** Moves the words down until the highest button lies where a hand reaches. */
function push(frame: HTMLElement, isPushed: boolean): void {
  const { style } = document.documentElement;
  style.setProperty('--push', '0px');
  if (!isPushed) return;
  const tops = [...frame.querySelectorAll(touchable)].map((button) => button.getBoundingClientRect().top);
  const reachPx = Number.parseFloat(style.getPropertyValue('--touch-height'));
  const missingPx = frame.getBoundingClientRect().bottom - reachPx - Math.min(...tops);
  if (missingPx > 0) style.setProperty('--push', `${String(Math.ceil(missingPx))}px`);
}

/** The words of the other stops go before anything in the middle of the screen does. */
function fitRail(frame: HTMLElement): void {
  const rail = frame.querySelector<HTMLElement>('.rail');
  if (!rail) return;
  rail.removeAttribute('data-short');
  if (rail.scrollWidth > rail.clientWidth) rail.setAttribute('data-short', '');
}

function squeeze(step: number): void {
  const { dataset, style } = document.documentElement;
  if (step === 0) delete dataset['squeeze'];
  else dataset['squeeze'] = String(Math.min(step, squeezeSteps));
  const type = typeSteps[step - squeezeSteps - 1];
  if (type === undefined) style.removeProperty('--type-fit');
  else style.setProperty('--type-fit', String(type));
}

const pagedLists = (frame: HTMLElement): HTMLElement[] => [
  ...frame.querySelectorAll<HTMLElement>(`[${pagedAttribute}]`),
];

function showAll(frame: HTMLElement): void {
  for (const list of pagedLists(frame)) list.dispatchEvent(new CustomEvent(allEvent));
}

/** Whether everything fits with fewer tiles. */
function showFewer(frame: HTMLElement): boolean {
  for (const list of pagedLists(frame)) {
    while (overflowing(list).length > 0) {
      const before = list.getAttribute(pagedAttribute);
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
    const mostPx = clientHeight + tolerancePx + toleranceEm * Number.parseFloat(getComputedStyle(box).fontSize);
    if (box.dataset['cut'] === undefined)
      return box.scrollHeight > mostPx || box.scrollWidth > clientWidth + tolerancePx;
    const first = box.firstElementChild;
    return first instanceof HTMLElement && first.offsetHeight > mostPx;
  });
}

const overflows = (frame: HTMLElement): boolean => overflowing(frame).length > 0;
