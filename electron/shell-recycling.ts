import type { PagePlace } from './shell-policy.ts';
import { isPageOld, recoverPage } from './shell-recovery.ts';

/**
 * The page on the screen, and the one that takes its place when whoever used it has gone: what was in the memory of the old one
 * goes with its process. It loads while the visit runs, and is told of nobody until somebody else is there or nobody is, so that
 * people who follow one another at once have a page each.
 * Chromium keeps the process of a page that is reloaded or that goes to its own origin; a page in a window of its
 * own, which no script of the old one can reach, gets another one, unless there are too many already
 * (https://chromium.googlesource.com/chromium/src/+/main/docs/process_model_and_site_isolation.md), so that is looked at.
 * Staff who are on the screen keep it: no page takes the place of theirs, whoever leaves meanwhile.
 * No Electron here.
 */

/** What the station says of who is there. `next-person`: somebody else than before, and nobody was at rest in between. */
export type ShellWord = 'at-rest' | 'in-use' | 'next-person';

export const recyclingDelays = {
  /** A page that has not loaded by then will not do. */
  loadMs: 15_000,
  /** From its first word with the station the new page draws what is shown, still unseen. */
  drawMs: 500,
  /** The old one stays beneath until the new one is certainly on the glass: nobody sees a desktop. */
  overlapMs: 500,
  /** Whoever has touched the first screen keeps it, as long as the camera for codes stays open (renderer/pacing.ts). */
  quietMs: 60_000,
  /** A scanner that types sends a code in less; half a code is none. */
  keysMs: 1_000,
} as const;

/** What a page tells of itself. */
export interface PageEvents {
  loaded(): void;
  /** A finger or a mouse went down. */
  touched(): void;
  /** A key went down: a scanner that types, mostly. */
  typed(): void;
  /** On its way elsewhere, if only to itself; `loaded` follows. */
  left(next: PagePlace): void;
  died(): void;
}

export interface RecyclingParts<Page> {
  /** A page that loads unseen and silent in a window of its own; throws where there can be none. */
  open(events: PageEvents): Page;
  /** Loads a dead page again. */
  load(page: Page): void;
  /** On the glass, and heard. */
  show(page: Page): void;
  /** Heard no longer. */
  mute(page: Page): void;
  close(page: Page): void;
  /** Of the operating system. */
  processOf(page: Page): number;
  connect(page: Page): void;
  disconnect(page: Page): void;
  /** The page on the screen dies again and again. */
  onHopeless(): void;
  say(line: string): void;
  nowMs: () => number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

export interface Recycling<Page> {
  hear(word: ShellWord): void;
  /** To be called now and then: after a day without anybody a fresh page as well. */
  lookAtAge(): void;
  /** The page on the screen. */
  shown(): Page;
}

/**
 * `unseen`: loaded, and connected to nothing. `drawing`: connected, and drawn in a moment. `held`: drawn, but somebody touched
 * the screen meanwhile.
 */
interface Spare<Page> {
  page: Page;
  state: 'loading' | 'unseen' | 'drawing' | 'held';
}

/** Opens the first page, keeps it alive, and puts a fresh one in its place for each person. */
export function openPages<Page>(parts: RecyclingParts<Page>): Recycling<Page> {
  const deathsMs: number[] = [];
  let isAtRest = false;
  /** Somebody was there since the page on the screen took its place. */
  let isUsed = false;
  let isOfStaff = false;
  /** Somebody else came while staff were on the screen: theirs is a page of its own still. */
  let isOwed = false;
  let spare: Spare<Page> | null = null;
  let spareTimer: unknown = null;
  /** The last touch since the spare page draws; null for none. */
  let touchedAtMs: number | null = null;
  let typedAtMs = Number.NEGATIVE_INFINITY;
  let shownSinceMs = parts.nowMs();

  function openPage(): Page {
    const page: Page = parts.open({
      loaded: () => {
        if (page === shown) showAgain(page);
        else if (page === spare?.page) spareLoaded(spare);
      },
      touched: () => {
        if (page === shown) touchedAtMs = parts.nowMs();
      },
      typed: () => {
        typedAtMs = parts.nowMs();
      },
      left: (next) => {
        parts.disconnect(page);
        if (page === shown) goTo(next);
        // It has heard of a card of the staff, and is no patient's first screen any more.
        else if (page === spare?.page && spare.state !== 'loading') drop('it went elsewhere');
      },
      died: () => {
        parts.disconnect(page);
        if (page === shown) recover(page);
        else if (page === spare?.page) drop('died');
      },
    });
    return page;
  }

  function showAgain(page: Page): void {
    parts.connect(page);
    parts.show(page);
  }

  function goTo(place: PagePlace): void {
    const wasOfStaff = isOfStaff;
    isOfStaff = place === 'staff';
    // What staff looked at is in its process, whether or not a patient was there.
    isUsed ||= isOfStaff;
    if (isOfStaff && (spare?.state === 'drawing' || spare?.state === 'held')) drop('staff are on the screen');
    // Whoever was there when staff came may have gone meanwhile.
    if (!wasOfStaff || isOfStaff) return;
    if (isOwed && spare?.state === 'unseen') draw(spare);
    else prepare();
    isOwed = false;
  }

  function recover(page: Page): void {
    deathsMs.push(parts.nowMs());
    const step = recoverPage(deathsMs);
    if (step.kind === 'quit') {
      parts.onHopeless();
      return;
    }
    parts.setTimeout(() => {
      if (page === shown) parts.load(page);
    }, step.afterMs);
  }

  function prepare(): void {
    if (!isUsed) return;
    if (spare !== null) {
      if (spare.state === 'unseen' && isAtRest && !isOfStaff) draw(spare);
      return;
    }
    try {
      spare = { page: openPage(), state: 'loading' };
    } catch (error) {
      tellKept(error instanceof Error ? error.message : 'no window');
      return;
    }
    wait(() => {
      drop('did not load');
    }, recyclingDelays.loadMs);
  }

  function spareLoaded(loaded: Spare<Page>): void {
    if (loaded.state !== 'loading') return;
    wait(null);
    loaded.state = 'unseen';
    prepare();
  }

  function draw(loaded: Spare<Page>): void {
    if (parts.processOf(loaded.page) === parts.processOf(shown)) {
      drop('shares the process of the old one');
      return;
    }
    loaded.state = 'drawing';
    touchedAtMs = null;
    parts.connect(loaded.page);
    wait(() => {
      drawn(loaded);
    }, recyclingDelays.drawMs);
  }

  function drawn(fresh: Spare<Page>): void {
    const nowMs = parts.nowMs();
    const keptUntilMs = touchedAtMs === null ? 0 : touchedAtMs + recyclingDelays.quietMs;
    const isHeld = nowMs < keptUntilMs;
    const quietAtMs = Math.max(keptUntilMs, typedAtMs + recyclingDelays.keysMs);
    if (isHeld && !isAtRest) {
      drop('somebody was touching it');
      prepare();
    } else if (nowMs < quietAtMs) {
      if (isHeld) fresh.state = 'held';
      wait(() => {
        drawn(fresh);
      }, quietAtMs - nowMs);
    } else {
      takePlace(fresh.page);
    }
  }

  function takePlace(page: Page): void {
    const old = shown;
    shown = page;
    spare = null;
    isUsed = !isAtRest;
    shownSinceMs = parts.nowMs();
    parts.mute(old);
    parts.show(page);
    parts.setTimeout(() => {
      parts.disconnect(old);
      parts.close(old);
      prepare();
    }, recyclingDelays.overlapMs);
  }

  /** The old page stays; the next rest tries again. */
  function drop(why: string): void {
    if (spare === null) return;
    const { page } = spare;
    wait(null);
    spare = null;
    parts.disconnect(page);
    parts.close(page);
    tellKept(why);
  }

  function tellKept(why: string): void {
    parts.say(`The old page stays on the screen: the new one failed (${why}).`);
  }

  function wait(action: (() => void) | null, delayMs = 0): void {
    parts.clearTimeout(spareTimer);
    spareTimer = action && parts.setTimeout(action, delayMs);
  }

  let shown = openPage();
  return {
    hear(word) {
      isAtRest = word === 'at-rest';
      // What has heard of somebody who stays on the old page is not fresh any more.
      if (spare?.state === 'held' && word === 'in-use') drop('somebody was touching it');
      if (word === 'next-person') {
        if (isOfStaff) isOwed = true;
        else if (isUsed && spare?.state === 'unseen') draw(spare);
        else if (spare?.state === 'drawing' || spare?.state === 'held') drop('somebody came and left');
      }
      isUsed ||= !isAtRest;
      prepare();
    },
    lookAtAge() {
      if (!isPageOld(parts.nowMs() - shownSinceMs, isAtRest)) return;
      isUsed = true;
      prepare();
    },
    shown: () => shown,
  };
}
