import { describe, expect, it } from 'vitest';
import { createBroker } from './shell-broker.ts';

function world() {
  const pairs: string[] = [];
  const broker = createBroker<string, string>((page, station) => {
    pairs.push(`${page}+${station}`);
  });
  return { pairs, broker };
}

describe('createBroker', () => {
  it('waits until page and station are both there, whichever comes first', () => {
    const { pairs, broker } = world();
    broker.stationStarted('station');
    expect(pairs).toEqual([]);
    broker.pageLoaded('page');
    expect(pairs).toEqual(['page+station']);

    const other = world();
    other.broker.pageLoaded('page');
    other.broker.stationStarted('station');
    expect(other.pairs).toEqual(['page+station']);
  });

  it('makes new ports for a reloaded page and for a restarted station', () => {
    const { pairs, broker } = world();
    broker.stationStarted('station 1');
    broker.pageLoaded('page');
    broker.stationGone();
    broker.stationStarted('station 2');
    broker.pageGone('page');
    broker.pageLoaded('page');
    expect(pairs).toEqual(['page+station 1', 'page+station 2', 'page+station 2']);
  });

  it('connects a new station to no page that is gone', () => {
    const { pairs, broker } = world();
    broker.pageLoaded('page');
    broker.pageGone('page');
    broker.stationStarted('station');
    expect(pairs).toEqual([]);
  });

  it('connects a page beside the one that it will follow', () => {
    const { pairs, broker } = world();
    broker.stationStarted('station 1');
    broker.pageLoaded('old');
    broker.pageLoaded('new');
    broker.stationGone();
    broker.stationStarted('station 2');
    broker.pageGone('old');
    broker.stationGone();
    broker.stationStarted('station 3');
    expect(pairs).toEqual(['old+station 1', 'new+station 1', 'old+station 2', 'new+station 2', 'new+station 3']);
  });

  it('connects a new page to no station that is gone', () => {
    const { pairs, broker } = world();
    broker.stationStarted('station');
    broker.stationGone();
    broker.pageLoaded('page');
    expect(pairs).toEqual([]);
  });
});
