/** Pairs the page with the station: new ports as soon as both are there, and anew whenever either is new. */
export interface Broker<Page, Station> {
  pageLoaded(page: Page): void;
  pageGone(): void;
  stationStarted(station: Station): void;
  stationGone(): void;
}

export function createBroker<Page, Station>(connect: (page: Page, station: Station) => void): Broker<Page, Station> {
  let page: Page | null = null;
  let station: Station | null = null;
  const pair = (): void => {
    if (page !== null && station !== null) connect(page, station);
  };
  return {
    pageLoaded: (loaded) => {
      page = loaded;
      pair();
    },
    pageGone: () => {
      page = null;
    },
    stationStarted: (started) => {
      station = started;
      pair();
    },
    stationGone: () => {
      station = null;
    },
  };
}
