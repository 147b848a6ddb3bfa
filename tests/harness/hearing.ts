import type { Page } from 'playwright-core';
import type { Utterance } from '../../renderer/speech/transcript.ts';

/** What a screen of the gallery says to the ear, taken by the page's own modules. */

export interface Heard {
  said: Utterance[];
  /** The heading, and how much can be pressed in the main part, with the emergency below it. */
  title: string;
  actions: number;
  /** What is said of the buttons below the question as each is reached by a key. */
  reached: string[];
}

declare global {
  interface Window {
    houseHear?: (language: string, hasKeypad: boolean) => Heard;
  }
}

/** Runs in the page, whose own modules it uses. */
const hearing = `
import { choicesOf, controlUtterance, currentQuestion, titleOf, transcriptOf } from '/speech/transcript.ts';
import { transcriptWords } from '/speech/transcript-words.ts';
window.houseHear = (language, hasKeypad) => {
  const root = currentQuestion(document);
  const words = transcriptWords(language, hasKeypad);
  return {
    said: transcriptOf(document, words),
    title: titleOf(root)?.textContent ?? '',
    actions: choicesOf(document, root).length,
    reached: [...document.querySelectorAll('footer button')].map((button) => controlUtterance(button, words)?.text ?? ''),
  };
};`;

/** Opens a state of the gallery, ready to be heard. */
export async function openToHear(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('main').waitFor();
  await page.addScriptTag({ type: 'module', content: hearing });
  await page.waitForFunction(() => window.houseHear !== undefined);
}

export async function hear(page: Page, language: string, hasKeypad = true): Promise<Heard> {
  const heard = await page.evaluate(([tag, keys]) => window.houseHear?.(tag, keys), [language, hasKeypad] as const);
  if (!heard) throw new Error('The page cannot be heard.');
  return heard;
}
