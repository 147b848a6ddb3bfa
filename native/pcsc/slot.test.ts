import { describe, expect, it } from 'vitest';
import { FakeService } from './fake-service.ts';
import { openPcscSlot } from './slot.ts';
import { open, settled } from './slot-testing.ts';
import { MAX_IDLE_WAKES, RETRY_MS } from './watcher.ts';

const PICC = 'ACS ACR1252 Reader PICC 0';

describe('the slot', () => {
  it('follows a card from insertion to removal', async () => {
    const service = new FakeService();
    service.plug(PICC);
    const { until } = await open(service);
    expect(await until('empty')).toEqual({ state: 'empty', reader: PICC });
    service.insert(PICC, [0x3b, 0x88]);
    expect(await until('card')).toMatchObject({ state: 'card', insertion: 1, atr: Uint8Array.of(0x3b, 0x88) });
    service.remove(PICC);
    expect(await until('empty')).toEqual({ state: 'empty', reader: PICC });
  });

  it('sees a card that was there before', async () => {
    const service = new FakeService();
    service.plug(PICC);
    service.insert(PICC);
    const { until } = await open(service);
    const status = await until('card');
    expect(status.state === 'card' && (await status.connect())).toMatchObject({ ok: true });
  });

  it('counts a card that was swapped between two looks as another one', async () => {
    const service = new FakeService();
    service.plug(PICC);
    service.insert(PICC);
    const { seen, until } = await open(service);
    await until('card');
    service.remove(PICC);
    service.insert(PICC);
    await settled();
    expect(seen.map((status) => status.state === 'card' && status.insertion)).toEqual([1, 2]);
  });

  it('says nothing when nothing changed', async () => {
    const service = new FakeService();
    service.plug(PICC);
    const { seen, until } = await open(service);
    await until('empty');
    service.timeOut();
    await settled();
    expect(seen).toHaveLength(1);
  });

  it('does not trust a list without states', async () => {
    const service = new FakeService();
    service.plug(PICC, -1);
    const { seen } = await open(service);
    await settled();
    expect(seen).toEqual([]);
  });
});

describe('readers come and go', () => {
  it('waits for one, finds it, and loses it', async () => {
    const service = new FakeService();
    const { until } = await open(service);
    expect(await until('unavailable')).toMatchObject({ reason: 'not-reachable', detail: 'no reader' });
    service.plug(PICC);
    await until('empty');
    service.insert(PICC);
    await until('card');
    service.unplug(PICC);
    expect(await until('unavailable')).toMatchObject({ reason: 'not-reachable', detail: 'no reader' });
  });

  it('does not take another reader than the one configured', async () => {
    const service = new FakeService();
    service.plug('Some other reader');
    const { until } = await open(service, 'acr1252');
    expect(await until('unavailable')).toMatchObject({ detail: 'no reader of that name' });
    service.plug(PICC);
    expect(await until('empty')).toEqual({ state: 'empty', reader: PICC });
  });

  it('leaves out readers the service is not sure about', async () => {
    const service = new FakeService();
    service.plug(PICC, 0x08);
    const { until } = await open(service);
    expect(await until('unavailable')).toMatchObject({ detail: 'no reader' });
  });
});

describe('the service comes and goes', () => {
  it('is looked for again and again until it is there', async () => {
    const service = new FakeService();
    service.plug(PICC);
    service.insert(PICC);
    service.die();
    const { until, clock } = await open(service);
    expect(await until('unavailable')).toMatchObject({ detail: 'PC/SC service not running' });
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(clock.waits).toHaveLength(attempt + 1);
      clock.waits[attempt]?.end();
      await settled();
    }
    service.revive();
    clock.waits.at(-1)?.end();
    await until('card');
    expect(new Set(clock.waits.map(({ ms }) => ms))).toEqual(new Set([RETRY_MS]));
  });

  it.each(['Communication error', 'Invalid handle', 'PC/SC service stopped', 'never heard of'])(
    'after "%s" everything is opened anew, and the same card counts as newly laid',
    async (text) => {
      const service = new FakeService();
      service.plug(PICC);
      service.insert(PICC);
      const { until, seen, clock } = await open(service);
      await until('card');
      service.die(text);
      expect(await until('unavailable')).toMatchObject({ detail: text });
      service.revive();
      await settled();
      clock.waits[0]?.end();
      await until('card');
      expect(seen.map((status) => status.state === 'card' && status.insertion)).toEqual([1, false, 2]);
      expect(service.openContexts).toBe(1);
    },
  );

  it('a stray cancellation costs a pause, not the slot', async () => {
    const service = new FakeService();
    service.plug(PICC);
    const { until, clock } = await open(service);
    await until('empty');
    service.cancelAll();
    await settled();
    clock.waits[0]?.end();
    await settled();
    service.insert(PICC);
    await until('card');
  });

  it('a stuck service that wakes the watcher for nothing is slowed down', async () => {
    const service = new FakeService();
    service.plug(PICC);
    service.isStuck = true;
    const { clock } = await open(service);
    await settled();
    await settled();
    expect(service.waits).toBeLessThanOrEqual(MAX_IDLE_WAKES + 2);
    expect(clock.waits).toHaveLength(1);
  });
});

describe('a machine without the binding', () => {
  it('has a slot that says so', async () => {
    const slot = await openPcscSlot({ name: '', binding: null });
    expect(slot.status).toMatchObject({ state: 'unavailable', reason: 'not-configured' });
    slot.subscribe(() => undefined)();
  });
});

describe('closing', () => {
  it('ends while it waits for a change, for the service, or with nothing begun', async () => {
    const waiting = new FakeService();
    waiting.plug(PICC);
    const first = await open(waiting);
    await first.until('empty');
    await first.slot.close();
    expect(waiting.openContexts).toBe(0);

    const dead = new FakeService();
    dead.die();
    const second = await open(dead);
    await second.until('unavailable');
    await second.slot.close();

    const third = await open(new FakeService());
    await third.slot.close();
    expect(third.slot.status.state).toBe('unavailable');
  });

  it('no longer hears its listeners who left', async () => {
    const service = new FakeService();
    service.plug(PICC);
    const { slot: opened, until } = await open(service);
    const heard: string[] = [];
    const leave = opened.subscribe(({ state }) => heard.push(state));
    await until('empty');
    service.insert(PICC);
    await until('card');
    leave();
    service.remove(PICC);
    await until('empty');
    expect(heard).toEqual(['card']);
  });
});
