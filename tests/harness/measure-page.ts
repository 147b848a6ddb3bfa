import type { Page } from 'playwright-core';

/** What a ruler held to the glass would say. Lengths in CSS pixels. */
export interface Measured {
  /** CSS pixels of a millimetre. */
  mmPx: number;
  heightPx: number;
  targets: readonly { name: string; top: number; bottom: number; left: number; right: number; listed: boolean }[];
  /** Words that lie outside of the glass, of their box, or in lines too low for their marks. */
  cut: readonly string[];
  /** Words, pictures, cards and targets of which one lies on the other. */
  overlaps: readonly string[];
  /** Type sizes of the question, the actions, and every other word a patient reads. */
  questionPx: number;
  actionPx: readonly number[];
  wordPx: readonly { words: string; px: number }[];
  /** Height of H over the size of type, measured. */
  capital: number;
  /** Of the visit that is shown; a screen that stands alone says what it is about. */
  step: string;
  callsStaff: boolean;
  startsOver: boolean;
  /** How many ways to draw the screen, and to hear it, are offered. */
  tools: number;
  /** A question lies over the screen. */
  isCovered: boolean;
  /** What is animated, although whoever uses this computer wants nothing to move. */
  moving: readonly string[];
  /** Signs of modes that have lost their words. */
  mute: readonly string[];
}

/** Words that nobody needs to get on: for staff, whose kiosk it is, how far the visit is. */
const beside =
  '.hospital-kiosk, .notice-staff, .for-staff, .rail, .clinic-today, .digit-label, .masked, [aria-hidden="true"]:not(.tool-word)';

export const measurePage = (page: Page): Promise<Measured> =>
  page.evaluate((beside) => {
    const style = (element: Element) => getComputedStyle(element);
    const sizeOf = (element: Element) => Number.parseFloat(style(element).fontSize);
    const isSeen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && style(element).visibility === 'visible' && !element.closest('.spoken');
    };
    const clear = 'rgba(0, 0, 0, 0)';
    const pen = document.createElement('canvas').getContext('2d');
    if (!pen) throw new Error('no canvas');
    const metricsOf = (text: string, weight: string) => {
      pen.font = `${weight} 1000px "Be Vietnam Pro"`;
      return pen.measureText(text);
    };
    const capital = metricsOf('H', '400').actualBoundingBoxAscent / 1000;

    const cut: string[] = [];
    const wordPx: { words: string; px: number }[] = [];
    const drawn: { name: string; element: Element; left: number; right: number; top: number; bottom: number }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? '';
      const box = node.parentElement;
      if (words === '' || !box || box.closest('svg, script, style, .spoken') || !isSeen(box)) continue;
      // Who is on duty helps to choose and is cut on purpose.
      if (box.closest('.clinic-today')) continue;
      if (style(box).clipPath !== 'none') continue;
      const px = sizeOf(box);
      const range = document.createRange();
      range.selectNodeContents(node);
      const inks = [...range.getClientRects()];
      // A line must hold what the marks above and below need; the content area of the face is higher than that.
      const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = metricsOf(words, style(box).fontWeight);
      const face = metricsOf('H', style(box).fontWeight);
      const holders: Element[] = [];
      for (let at: Element | null = box; at && at !== document.body; at = at.parentElement)
        if (style(at).overflow !== 'visible' || at === box) holders.push(at);
      for (const { left, right, top, bottom } of inks) {
        // The rectangle of a text is the face's content area: ascent above the base line, descent below.
        const share = (bottom - top) / (face.fontBoundingBoxAscent + face.fontBoundingBoxDescent);
        const base = top + face.fontBoundingBoxAscent * share;
        const ink = { top: base - up * share, bottom: base + down * share };
        drawn.push({ name: words, element: box, left, right, ...ink });
        if (left < -1 || right > innerWidth + 1 || ink.top < -1 || ink.bottom > innerHeight + 1)
          cut.push(`outside the glass: ${words}`);
        for (const holder of holders) {
          if (style(holder).display.startsWith('inline')) continue;
          const edge = holder.getBoundingClientRect();
          if (
            left < edge.left - 1.5 ||
            right > edge.right + 1.5 ||
            ink.top < edge.top - 1.5 ||
            ink.bottom > edge.bottom + 1.5
          )
            cut.push(`outside .${holder.className.toString().replaceAll(' ', '.')}: ${words}`);
        }
      }
      const lineHeight = Number.parseFloat(style(box).lineHeight);
      if (inks.length > 1 && lineHeight / px < (up + down) / 1000) cut.push(`lines too close: ${words}`);
      if (!box.closest(beside)) wordPx.push({ words, px });
    }

    const targets = [...document.querySelectorAll('button, [role="radio"], input, a')].filter(isSeen).map((target) => {
      const { top, bottom, left, right } = target.getBoundingClientRect();
      const name = (target.getAttribute('aria-label') ?? target.textContent ?? '').trim().slice(0, 40);
      return { name, top, bottom, left, right, listed: target.closest('.clinics') !== null };
    });
    for (const element of document.querySelectorAll('.frame *, .alone *')) {
      if (
        element.closest('.face-slot, .face-check, .portrait') ||
        element.parentElement?.closest('svg') ||
        !isSeen(element)
      )
        continue;
      const { backgroundColor, borderTopWidth, borderTopColor, boxShadow } = style(element);
      const isPainted =
        element.matches('svg, canvas, button') ||
        backgroundColor !== clear ||
        boxShadow !== 'none' ||
        (borderTopWidth !== '0px' && borderTopColor !== clear);
      if (!isPainted || element.matches('.footer')) continue;
      const { top, bottom, left, right } = element.getBoundingClientRect();
      drawn.push({ name: `.${element.getAttribute('class') ?? element.tagName}`, element, top, bottom, left, right });
    }
    const overlaps = drawn.flatMap((one, index) =>
      drawn.slice(index + 1).flatMap((other) => {
        if (one.element.contains(other.element) || other.element.contains(one.element)) return [];
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        return across > 2 && down > 2 ? [`${one.name} on ${other.name}`] : [];
      }),
    );
    const title = [...document.querySelectorAll('.title')].find(isSeen);
    return {
      mmPx: Number.parseFloat(document.documentElement.style.getPropertyValue('--mm')),
      heightPx: innerHeight,
      targets,
      cut,
      overlaps,
      questionPx: title ? sizeOf(title) : 0,
      actionPx: [...document.querySelectorAll('main .actions button')].filter(isSeen).map(sizeOf),
      wordPx,
      capital,
      mute: [...document.querySelectorAll('.tool-word')]
        .filter((word) => !isSeen(word))
        .map((word) => word.textContent),
      step: document.querySelector('main')?.dataset['step'] ?? '',
      callsStaff: [...document.querySelectorAll('.call-staff button, .staff-call, .alone-help button')].some(isSeen),
      startsOver: [...document.querySelectorAll('[data-does="start-over"]')].some(isSeen),
      tools: [...document.querySelectorAll('.tools button')].filter(isSeen).length,
      isCovered: false,
      moving: [...document.querySelectorAll('body *')].flatMap((element) =>
        ['', '::before', '::after']
          .filter((part) => getComputedStyle(element, part).animationName !== 'none')
          .map((part) => `.${element.getAttribute('class') ?? element.tagName}${part}`),
      ),
    };
  }, beside);
