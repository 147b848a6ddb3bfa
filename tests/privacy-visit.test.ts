import { describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { useSearchedKiosk } from './harness/searched-kiosk.ts';
import { foundIn, heapStrings, portraitTraces, remainsOf, type Trace, tracesOf } from './harness/traces.ts';

/**
 * A visit by card and face, in a browser with a profile that is kept: during it the person is on the screen and in the page's
 * memory, so that what finds nothing afterwards could have found something.
 */

const patient = person('p01');
const kiosk = useSearchedKiosk({
  settings: [
    'delays.idleWarningMs = 9000',
    'delays.idleGraceMs = 3000',
    'delays.endWarningMs = 1500',
    'delays.endGraceMs = 1500',
  ],
  face: { camera: 'simulated', url: '/people/p01/live1.jpg' },
});
let traces: Trace[] = tracesOf(patient);

declare global {
  interface Window {
    /** Set by the test: gone once the page has begun anew. */
    isOfVisit?: boolean;
  }
}

/** Card, chip and face, until the clinics are asked for. */
async function identified(): Promise<void> {
  const { hand } = kiosk();
  hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
  await hand.at('identify');
  hand.simulate({ type: 'insert-card', personId: patient.id });
  const { portrait } = await hand.at('verify');
  traces = [...tracesOf(patient), ...portraitTraces(portrait.base64)];
  hand.simulate({ type: 'remove-card' });
}

async function theEnd(): Promise<void> {
  const { hand, screen } = kiosk();
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  await screen.says(vi.attract.prompt.welcome.title).waitFor();
}

describe('a visit by card and face', () => {
  it('has the person on the screen and in the page’s memory while it lasts', async () => {
    const { screen } = kiosk();
    await screen.page.evaluate(() => (window.isOfVisit = true));
    await identified();
    await screen.press(screen.button(vi.appointments.walkIn));
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    expect(foundIn(await remainsOf(screen.page), traces)).toContain('name');
    expect(await kiosk().whileStaying(async () => foundIn(await heapStrings(screen.page), traces))).toContain('name');
  });

  it('leaves nothing in the page once its ticket has gone', async () => {
    const { screen } = kiosk();
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    await theEnd();
    expect(foundIn(await remainsOf(screen.page), traces)).toEqual([]);
  });

  it('leaves nothing in the memory of the page that has begun anew', async () => {
    const { screen } = kiosk();
    await screen.page.waitForFunction(() => window.isOfVisit === undefined);
    await screen.step('attract').waitFor();
    expect(foundIn(await heapStrings(screen.page), traces)).toEqual([]);
  });
});

describe('a visit from which the person walks away after the face', () => {
  it('leaves nothing in the page, nor in the memory of the one that takes its place', async () => {
    const { screen } = kiosk();
    await identified();
    await screen.step('appointments').waitFor();
    await screen.page.getByRole('alertdialog', { name: vi.idle.title }).waitFor();
    await theEnd();
    expect(foundIn(await remainsOf(screen.page), traces)).toEqual([]);
    await kiosk().nextPage();
    const { page } = kiosk().screen;
    expect(foundIn(await heapStrings(page), traces)).toEqual([]);
    expect(foundIn(await remainsOf(page), traces)).toEqual([]);
  });
});

describe('two visits', () => {
  it('leave nothing in what the kiosk printed and logged, nor in the page’s console', () => {
    kiosk().expectNothingSaid(traces);
  });

  it('leave nothing readable in the data folder, neither while the kiosk runs nor after', () =>
    kiosk().expectNothingInFolder(traces));

  it('leave nothing in the browser’s profile', () => kiosk().expectNothingInProfile(traces));
});
