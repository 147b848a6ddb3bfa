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
  // What is touched comes within reach as long as that costs no more than a little type.
  for (const isPushed of [true, false]) {
    // Then lists are no longer held low either (styles/reach.css).
    document.documentElement.toggleAttribute('data-reach-given-up', !isPushed);
    const most = squeezeSteps + (isPushed ? dearestReach : typeSteps.length);
    for (let step = 0; step <= most; step += 1) {
      squeeze(step);
      push(frame, isPushed);
      if (!overflows(frame)) return;
      // A list gives up tiles before words are given up.
      if (step >= 1 && showFewer(frame, step > squeezeSteps + dearestReach ? 0 : fewestShare)) {
        // The arrows below it have come.
        push(frame, isPushed);
        if (!overflows(frame)) return;
        showAll(frame);
      }
    }
  }
}

/** Leafing is work as well: below this share of its tiles a list goes only when words would become small otherwise. */
const fewestShare = 2 / 3;

/** So many steps of type may go before buttons stay higher than they should. */
const dearestReach = 2;

/** What a finger must hit in the middle of the screen. */
const touchable = 'main :is(button, [role="radio"], [role="checkbox"], input)';
/** How high a list lies where hands reach less high, styles/reach.css says. */
const listedLow = '[data-reach="low"] .clinics *';

/** Moves the words down until the highest button lies where a hand reaches. */
function push(frame: HTMLElement, isPushed: boolean): void {
  const { style } = document.documentElement;
  style.setProperty('--push', '0px');
  if (!isPushed) return;
  const tops = [...frame.querySelectorAll(touchable)].flatMap((button) =>
    button.matches(listedLow) ? [] : [button.getBoundingClientRect().top],
  );
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

/** Whether everything fits with fewer tiles, of which the share at least stays. */
function showFewer(frame: HTMLElement, share: number): boolean {
  for (const list of pagedLists(frame)) {
    while (overflowing(list).length > 0) {
      const before = list.getAttribute(pagedAttribute);
      if (Number(before) - 1 < share * Number(list.getAttribute(mostAttribute))) break;
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
