import { setTimeout as pause } from 'node:timers/promises';
import { type BareBrowser, type BarePage, startBareBrowser } from '../harness/bare-browser.ts';
import { serveBuiltPage } from '../harness/built-page.ts';
import { type InspectedStation, inspectForks, inspectStation } from '../harness/inspected.ts';
import { startHouseKiosk } from '../harness/kiosk.ts';
import { descendants, fewestOf, handlesOf, isRunning, residentOf } from '../harness/open-handles.ts';
import { until } from '../harness/until.ts';
import { buildApplication } from '../packaging/application.ts';
import { type AtRest, handleFigures } from './handle-figures.ts';
import { slopeOf } from './least-squares.ts';
import { type BenchGroup, measurement } from './measurement.ts';
import { firstVisits, soakSettings, soakVisit } from './soak-visits.ts';

/**
 * Thousands of visits of every kind, one after the other, before the built page in Chromium that another one follows after each
 * visit, as in life. What leaks in a visit shows as a slope: of the resident memory, and of the objects that JavaScript still holds
 * after a collection, which neither an allocator's cache nor compiled code blurs; and as descriptors that stay open.
 */

/** Fewer for a quick look: the slope is then mostly that of the start. */
const visits = Number(process.env['SOAK_VISITS'] ?? 2_000);
/** Caches and compiled code grow at first. */
const warmUp = Math.min(200, Math.floor(visits / 3));
/** Pages that follow one another cost more time than the visits: in a quick look every so many visits. */
const visitsPerPage = Number(process.env['SOAK_VISITS_PER_PAGE'] ?? 1);
const sampleEvery = 10;
const slopeGoalBytes = 1_024;

interface Sample {
  visits: number;
  stationBytes: number;
  stationHeapBytes: number;
  stationCodeBytes: number;
  /** What V8 has of the machine for JavaScript; what else is no file's is malloc's, with V8's own tables and compiled code. */
  stationV8Bytes: number;
  stationMallocBytes: number;
  browserBytes: number;
  pageHeapBytes: number;
}

/** The page before this one has closed, and its process ends a moment later. */
const pageEndsMs = 10_000;
const betweenAsksMs = 50;

async function untilOnePage(stationPid: number): Promise<void> {
  const giveUpMs = performance.now() + pageEndsMs;
  const pages = (): number => descendants(stationPid).filter((pid) => isRunning(pid, '--type=renderer')).length;
  while (pages() > 1) {
    if (performance.now() > giveUpMs) throw new Error('The process of a page that was closed does not end.');
    await pause(betweenAsksMs);
  }
}

async function sampleAfter(
  count: number,
  stationPid: number,
  inside: InspectedStation,
  browser: BareBrowser,
  page: BarePage,
): Promise<Sample> {
  await untilOnePage(stationPid);
  const { heapBytes } = await until('the first screen', async () => {
    const seen = await browser.look(page);
    return seen.step === 'attract' ? seen : null;
  });
  const station = await inside.memory();
  const { anonymousBytes } = residentOf([stationPid]);
  return {
    visits: count,
    stationBytes: station.residentBytes,
    stationHeapBytes: station.heapBytes + station.externalBytes,
    stationCodeBytes: station.codeBytes,
    stationV8Bytes: station.heapTotalBytes,
    stationMallocBytes: anonymousBytes - station.heapTotalBytes,
    pageHeapBytes: heapBytes,
    browserBytes: residentOf(descendants(stationPid)).proportionalBytes,
  };
}

/** Sockets of the last visit, and what the last page had, are closed by then. */
const settlingMs = 10_000;
/** Looks at what is open, a second apart: what a kiosk at rest opens for a moment is missing in one of them. */
const looks = 20;
const betweenLooksMs = 1_000;

/** Chromium has a process in store at some times and at others not, and one for the menu of an address that a kiosk does not have. */
const onlyOurPages = `--disable-features=${[
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
].join()}`;
/** It starts a last one of its own, for models that nobody asks for, 3 minutes after itself. */
const browserStartsMs = 200_000;

/** Open sockets, pipes and files while nobody is there: of each kind the fewest of several looks. */
async function handlesAtRest(stationPid: number): Promise<AtRest> {
  await pause(settlingMs);
  const look = (): AtRest => ({ station: handlesOf([stationPid]), browser: handlesOf(descendants(stationPid)) });
  let fewest = look();
  for (let count = 1; count < looks; count += 1) {
    await pause(betweenLooksMs);
    const next = look();
    fewest = { station: fewestOf(fewest.station, next.station), browser: fewestOf(fewest.browser, next.browser) };
  }
  return fewest;
}

const mebibytes = (bytes: number | undefined): number => (bytes ?? 0) / 2 ** 20;

export const soakBench: BenchGroup = {
  prefix: 'visit.soak',
  isLong: true,
  run: async () => {
    const forks = await inspectForks();
    const kiosk = await startHouseKiosk({ settings: soakSettings });
    const application = await buildApplication();
    const built = await serveBuiltPage(application.renderer, kiosk.folder.socketFile);
    const url = `${built.origin}/index.html#token=soak`;
    const browser = await startBareBrowser([onlyOurPages]);
    console.error(`Pages are opened in ${browser.name}.`);
    const launchedMs = performance.now();
    const inside = await inspectStation(forks.port);
    try {
      kiosk.hospital.staff.setFee(150_000);
      const hand = await kiosk.join();
      const pid = kiosk.stationPid();
      if (pid === undefined) throw new Error('There is no station.');
      const openPage = async (): Promise<BarePage> => {
        const joined = built.joined();
        const next = await browser.open(url);
        await joined;
        return next;
      };
      let page = await openPage();
      // As the shell does: the next page is there before this one goes.
      const nextPage = async (): Promise<void> => {
        const next = await openPage();
        await browser.close(page);
        page = next;
      };
      const samples: Sample[] = [];
      for (let count = 1; count <= firstVisits; count += 1) await soakVisit(hand, count);
      await nextPage();
      await pause(Math.max(0, launchedMs + browserStartsMs - performance.now()));
      const atStart = await handlesAtRest(pid);
      const begunMs = performance.now();
      for (let count = firstVisits + 1; count <= visits; count += 1) {
        await soakVisit(hand, count);
        if (count % visitsPerPage === 0) await nextPage();
        if (count >= warmUp && count % sampleEvery === 0)
          samples.push(await sampleAfter(count, pid, inside, browser, page));
      }
      const visitMs = (performance.now() - begunMs) / (visits - firstVisits);
      await nextPage();
      const atEnd = await handlesAtRest(pid);
      const last = samples.at(-1);
      const slope = (name: string, of: (sample: Sample) => number, goal: number | null = slopeGoalBytes) =>
        measurement(
          `visit.soak.${name}-slope`,
          slopeOf(samples.map((sample) => [sample.visits, of(sample)] as const)),
          'B',
          goal === null ? {} : { goal },
        );
      return [
        measurement('visit.soak.visits', visits, 'count'),
        measurement('visit.soak.visit', visitMs, 'ms'),
        measurement('visit.soak.station', mebibytes(last?.stationBytes), 'MiB'),
        measurement('visit.soak.station-heap', mebibytes(last?.stationHeapBytes), 'MiB'),
        measurement('visit.soak.browser', mebibytes(last?.browserBytes), 'MiB'),
        measurement('visit.soak.page-heap', mebibytes(last?.pageHeapBytes), 'MiB'),
        slope('station', ({ stationBytes }) => stationBytes),
        slope('station-heap', ({ stationHeapBytes }) => stationHeapBytes),
        slope('station-code', ({ stationCodeBytes }) => stationCodeBytes, null),
        slope('station-v8', ({ stationV8Bytes }) => stationV8Bytes, null),
        slope('station-malloc', ({ stationMallocBytes }) => stationMallocBytes, null),
        slope('browser', ({ browserBytes }) => browserBytes),
        slope('page-heap', (sample) => sample.pageHeapBytes),
        ...handleFigures(atStart, atEnd, (words) => {
          console.error(words);
        }),
      ];
    } finally {
      inside.close();
      forks.end();
      await browser.stop();
      await built.close();
      application.remove();
      await kiosk.stop();
    }
  },
};
