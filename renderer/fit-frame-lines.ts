/** What gives way in the lines around the question, before anything in the middle of the screen does (fit-screen.ts). */
export function fitFrameLines(frame: HTMLElement): void {
  // In landscape the tools leave the rail its room.
  fitTools(frame);
  fitRail(frame);
}

/** The words of the other stops go. */
function fitRail(frame: HTMLElement): void {
  const rail = frame.querySelector<HTMLElement>('.rail');
  if (!rail) return;
  rail.removeAttribute('data-short');
  if (rail.scrollWidth > rail.clientWidth) rail.setAttribute('data-short', '');
}

/**
 * The hospital's name has two lines beside the tools: for them goes first which kiosk this is, which is for staff, and then the
 * words below the signs. With the words of Vietnamese and English those never do (tests/layout-states.test.ts).
 */
function fitTools(frame: HTMLElement): void {
  const header = frame.querySelector<HTMLElement>('.header');
  const tools = frame.querySelector<HTMLElement>('.tools');
  for (const each of [header, tools]) each?.removeAttribute('data-short');
  for (const each of [header, tools]) if (isNameLong(frame)) each?.setAttribute('data-short', '');
}

function isNameLong(frame: HTMLElement): boolean {
  const name = frame.querySelector<HTMLElement>('.hospital-name');
  return name !== null && name.offsetHeight > 2.5 * Number.parseFloat(getComputedStyle(name).lineHeight);
}
