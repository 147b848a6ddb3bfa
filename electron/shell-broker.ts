/** Pairs pages with the station: new ports as soon as both are there, and anew whenever either is new. */
export interface Broker<Page, Station> {
  /** Also while another page is there: the next one draws its first screen before it is shown. */
  pageLoaded(page: Page): void;
  pageGone(page: Page): void;
  stationStarted(station: Station): void;
  stationGone(): void;
}

export function createBroker<Page, Station>(connect: (page: Page, station: Station) => void): Broker<Page, Station> {
  const pages = new Set<Page>();
  let station: Station | null = null;
  return {
    pageLoaded: (page) => {
      pages.add(page);
      if (station !== null) connect(page, station);
    },
    pageGone: (page) => {
      pages.delete(page);
    },
    stationStarted: (started) => {
      station = started;
      for (const page of pages) connect(page, started);
    },
    stationGone: () => {
      station = null;
    },
  };
}
