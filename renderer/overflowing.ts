/** What of a screen does not fit, for fit-screen.ts. */

/** Lines are rounded to pixels here and there. */
export const tolerancePx = 1.5;
/** A tight line is lower than the typeface's own box, which is drawn empty there (Be Vietnam Pro: 1.27 em). */
const toleranceEm = 0.12;

/** Never looked into: drawings, pictures, words for screen readers alone, who is on duty, on which nobody depends, and what is covered. */
const unmeasured =
  'svg, svg *, video, canvas, .spoken, .spoken *, .face-slot, .face-slot *, .rail-word, .clinic-today, .clinic-today *, .question[inert], .question[inert] *';

/** Boxes that hold more than they have room for, or lie outside. `data-cut`: only its first child must fit. */
export function overflowing(frame: HTMLElement): HTMLElement[] {
  const most = frame.getBoundingClientRect();
  const boxes = [frame, ...frame.querySelectorAll<HTMLElement>(`:not(${unmeasured})`)];
  return boxes.filter((box) => {
    const { clientWidth, clientHeight } = box;
    const { left, right, top, bottom } = box.getBoundingClientRect();
    // What stands below it has taken all its room.
    if (box.dataset['perPage'] !== undefined && bottom - top < 2 && box.scrollHeight > tolerancePx) return true;
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

export const overflows = (frame: HTMLElement): boolean => overflowing(frame).length > 0;
