/** What a page is heard to play of its own sounds, without ears. */

declare global {
  interface Window {
    /** The tones that were played, by their hertz. */
    houseTones: number[];
    houseToneMs?: number;
  }
}

/** Runs in the page: from then on its tones are noted. */
export const noteTones = `
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.houseTones.push(Math.round(this.frequency.value));
  window.houseToneMs = performance.now();
  start.apply(this, when);
};
window.houseTones = [];`;
