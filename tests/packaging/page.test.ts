import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gallerySamples } from '../../renderer/gallery-samples.ts';
import { launchBrowser } from '../harness/browser.ts';
import { type BuiltPage, serveBuiltPage } from '../harness/built-page.ts';
import { type Application, buildApplication, root } from './application.ts';

/** The built page in Chromium, with exactly the headers that the shell serves: it must work under its own policy. */

const portrait = readFileSync(join(root, 'fixtures/people/p01/portrait.jpg')).toString('base64');
const samples = gallerySamples(portrait);
let application: Application;
let built: BuiltPage;
let browser: Browser;
let page: Page;
let troubles: string[];

/** What runs inside the page. */
declare global {
  interface Window {
    kioskTest: { violations: string[]; sent: { kind: string; intent?: { type: string; [field: string]: unknown } }[] };
  }
}

/** Plays the preload: posts a port to the page, then the station's snapshot through it. */
const show = (name: keyof typeof samples): Promise<void> =>
  page.evaluate(
    (message) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => window.kioskTest.sent.push(JSON.parse(data as string) as never);
      window.postMessage('tiepdon-bridge', location.origin, [port2]);
      port1.postMessage(message);
    },
    JSON.stringify({ kind: 'snapshot', snapshot: samples[name] }),
  );

const violations = (): Promise<string[]> => page.evaluate(() => window.kioskTest.violations);

beforeAll(async () => {
  application = await buildApplication();
  built = await serveBuiltPage(application.renderer);
  browser = await launchBrowser(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']);
});
afterAll(async () => {
  await browser.close();
  await built.close();
  application.remove();
});

beforeEach(async () => {
  page = await browser.newPage();
  troubles = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('response', (response) => {
    if (!response.ok()) troubles.push(`${String(response.status())} ${response.url()}`);
  });
  await page.addInitScript(() => {
    window.kioskTest = { violations: [], sent: [] };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      window.kioskTest.violations.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  await page.goto(`${built.origin}/index.html`);
});
afterEach(async () => {
  await page.close();
});

describe('the built page under the shell’s headers', () => {
  it('shows every screen without a violation', async () => {
    // The comparison has its own test below: each one starts camera and models.
    const names = Object.keys(samples).filter((name) => !name.startsWith('verify'));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      await show(name);
      const text = await page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            // Drawn, and drawn once more with what its effects changed.
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.body.innerText)));
          }),
      );
      expect(text.length, name).toBeGreaterThan(20);
      expect(await violations(), name).toEqual([]);
    }
    expect(troubles).toEqual([]);
  });

  it('is isolated and loads its typeface', async () => {
    await show('attract-welcome');
    await page.locator('#root h1').first().waitFor();
    const { isolated, fonts } = await page.evaluate(async () => {
      await document.fonts.ready;
      const loaded = [...document.fonts].filter(({ status }) => status === 'loaded');
      return { isolated: crossOriginIsolated, fonts: loaded.map(({ family }) => family) };
    });
    expect(isolated).toBe(true);
    expect(fonts.join()).toContain('Be Vietnam Pro');
    expect(troubles).toEqual([]);
  });

  it('compares a face: camera, worker, WebAssembly and models run', async () => {
    await show('verify-looking');
    await page.waitForFunction(() => {
      const types = window.kioskTest.sent.map(({ intent }) => intent?.type);
      return types.includes('face-sample') && types.includes('face-portrait');
    });
    const sent = await page.evaluate(() => window.kioskTest.sent.map(({ intent }) => intent));
    expect(sent).toContainEqual({ type: 'camera', state: 'ready' });
    expect(sent.find((intent) => intent?.type === 'face-portrait')?.['embedding']).toHaveLength(512);
    expect(await violations()).toEqual([]);
    expect(troubles).toEqual([]);
  });
});

describe('the policy', () => {
  it('refuses code from text, inline script and style, other origins and frames', async () => {
    const results = await page.evaluate(async () => {
      const add = (tag: string, properties: object) =>
        document.body.append(Object.assign(document.createElement(tag), properties));
      add('script', { textContent: 'window.kioskTest.sent.push("inline")' });
      add('style', { textContent: 'body { display: none }' });
      add('img', { src: 'http://127.0.0.1:9/pixel.png' });
      add('iframe', { src: 'https://example.org/' });
      const fetched = await fetch('http://127.0.0.1:9/').then(
        () => 'fetched',
        () => 'refused',
      );
      // In a turn of its own: what the debugger itself calls may evaluate.
      const evaluated = await new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String((0, eval)('1 + 1')));
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      });
      return { fetched, evaluated, sent: window.kioskTest.sent, display: getComputedStyle(document.body).display };
    });
    expect(results).toMatchObject({ fetched: 'refused', evaluated: 'EvalError', sent: [] });
    expect(results.display).not.toBe('none');
    // A frame is refused by the browser's process, which tells the page when it comes to it.
    await expect
      .poll(async () => (await violations()).map((violation) => violation.split(' ')[0]), { timeout: 20_000 })
      .toEqual(
        expect.arrayContaining([
          'script-src-elem',
          'style-src-elem',
          'img-src',
          'frame-src',
          'connect-src',
          'script-src',
        ]),
      );
  });
});
