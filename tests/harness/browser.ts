import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** No traffic of the browser's own, and nothing that asks on first use. */
const quietSwitches = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

function onPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** How a browser is started here; `first`: of what is installed rather than the usual ones. */
export function launchOptions(
  switches: readonly string[],
  first: readonly string[] = [],
): { executablePath: string; args: string[] } {
  const executablePath = [...first, ...names].map(onPath).find((path) => path !== null);
  if (!executablePath) throw new Error(`No browser on PATH (${names.join(', ')}): install chromium.`);
  // Chromium's sandbox refuses to run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath, args: [...quietSwitches, ...sandbox, ...switches] };
}

/** Starts the machine's own Chromium without a window and with a fresh profile. */
export async function launchBrowser(switches: readonly string[] = []): Promise<Browser> {
  return chromium.launch(launchOptions(switches));
}

/** The same with a profile that is kept, as a kiosk's is. */
export async function launchProfile(
  folder: string,
  viewport: { width: number; height: number },
  switches: readonly string[] = [],
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...launchOptions(switches), viewport });
}
