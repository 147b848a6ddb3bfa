import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { FaceChoice } from '../../renderer/dock/face-link.ts';
import type { VisitStep } from '../../electron/bridge/snapshot.ts';
import { en } from '../../renderer/language/en.ts';
import { vi } from '../../renderer/language/vi.ts';

/** The kiosk's page in a browser, and what a patient does with it. */
export interface Screen {
  page: Page;
  context: BrowserContext;
  /** The screen of a step, or of a state without a station. */
  step(step: VisitStep | 'oneMoment' | 'broken'): Locator;
  /** What everybody at the kiosk can read. */
  says(text: string): Locator;
  button(name: string): Locator;
  /** The tile of a clinic or specialty on the page of the list that is shown. */
  clinic(name: string): Locator;
  press(button: Locator): Promise<void>;
  chooseLanguage(name: 'Tiếng Việt' | 'English'): Promise<void>;
  /** Whose picture the simulated camera sees (null: nobody), or the browser's own camera. */
  beforeCamera(choice: FaceChoice): Promise<void>;
  close(): Promise<void>;
}

export interface ScreenOptions {
  viewport?: { width: number; height: number };
  face?: FaceChoice;
}

const clinicLists = new RegExp(`^(${vi.choose.clinics}|${en.choose.clinics})$`);

/** A kiosk's usual panel, upright. */
export const upright = { width: 1080, height: 1920 };

declare global {
  interface Window {
    houseFace?: { choose(choice: FaceChoice): void };
    houseHitMs?: number;
  }
}

/** Runs in the page before its own scripts: plays the developer panel to it, and notes when it was last pressed. */
function prepare(first: FaceChoice): void {
  const channel = new BroadcastChannel('tiepdon-simulated-face');
  let present = first;
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') channel.postMessage(present);
  };
  window.houseFace = {
    choose: (choice) => {
      present = choice;
      channel.postMessage(choice);
    },
  };
  window.addEventListener('pointerdown', () => (window.houseHitMs = performance.now()), { capture: true });
}

/** Opens the kiosk's page. */
export async function openScreen(
  browser: Pick<Browser, 'newContext'>,
  url: string,
  options: ScreenOptions = {},
): Promise<Screen> {
  const context = await browser.newContext({ viewport: options.viewport ?? upright });
  const page = await context.newPage();
  const face: FaceChoice = options.face ?? { camera: 'simulated', url: null };
  await page.addInitScript(prepare, face);
  await page.goto(url);
  const press = async (target: Locator): Promise<void> => {
    await target.waitFor();
    // The screen takes a second hit within half a second for a trembling hand's; a person is slower than a script.
    await page.waitForFunction(() => performance.now() - (window.houseHitMs ?? -1_000) > 600);
    await target.click();
  };
  return {
    page,
    context,
    step: (step) => page.locator(`main[data-step="${step}"]`),
    says: (text) => page.getByText(text, { exact: true }),
    button: (name) => page.getByRole('button', { name, exact: true }),
    clinic: (name) =>
      page.getByRole('list', { name: clinicLists }).getByRole('button', { name: new RegExp(`^${name}(?= |$)`) }),
    press,
    chooseLanguage: async (name) => {
      // What is offered is the language that the screen does not speak.
      const other = page.locator('.language-switch').getByRole('button');
      if ((await other.textContent()) === name) await press(other);
    },
    beforeCamera: (choice) =>
      page.evaluate((next) => {
        window.houseFace?.choose(next);
      }, choice),
    close: () => context.close(),
  };
}
