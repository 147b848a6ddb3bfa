import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedFaceModels, usedModels } from '../electron/bridge/face-models.ts';
import { crossOriginIsolation } from '../electron/shell-policy.ts';
import type { FaceBenchResult } from '../renderer/face-bench-worker.ts';
import { useBrowser } from './harness/suite.ts';

/** The page's canvas and Node's pixels give the models the same faces: what was measured with the one holds for the other. */

const root = join(import.meta.dirname, '..');
const weights = join(root, 'renderer', 'face', 'weights');
const missing = usedModels(shippedFaceModels).some(({ file }) => !existsSync(join(weights, file)));

describe.skipIf(missing)(`the canvas${missing ? ' (skipped: no face models; run the set-up)' : ''}`, () => {
  const browser = useBrowser();
  let server: ViteDevServer;
  beforeAll(async () => {
    server = await createServer({
      configFile: join(root, 'renderer', 'vite.config.ts'),
      root: join(root, 'renderer'),
      server: { host: '127.0.0.1', hmr: false, headers: crossOriginIsolation, fs: { allow: [root] } },
      logLevel: 'error',
    });
    await server.listen();
  });
  afterAll(() => server.close());

  it('shows the models what the pixels show them', async () => {
    const address = server.httpServer?.address();
    if (!address || typeof address === 'string') throw new Error('The page server has no address.');
    const pictures = ['p01/live1', 'p02/portrait', 'p06/live-turn-left', 'p11/live2', 'p13/live3'];
    const query = new URLSearchParams([
      ['frames', '1'],
      ...pictures.map((name) => ['picture', `/@fs${join(root, 'fixtures', 'people', `${name}.jpg`)}`]),
    ]);
    const page = await browser().newPage();
    await page.goto(`http://127.0.0.1:${String(address.port)}/face-bench.html?${query.toString()}`);
    const published = await page.waitForFunction(() => window.faceBench, undefined, { timeout: 60_000 });
    const result = (await published.jsonValue()) as FaceBenchResult;
    expect(result).toMatchObject({ isolated: true, width: 640, height: 480 });
    expect(result.lowestAgreement).toBeGreaterThanOrEqual(0.99);
    await page.close();
  });
});
