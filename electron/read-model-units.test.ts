/** The communes of the country: thousands, which change with a law, so they are asked for once a day. */
import { describe, expect, it } from 'vitest';
import { answered, away, memoryStore, ward, world } from './read-model-testing.ts';

/** Goes on until the round has ended. */
async function round({ timers, settled }: ReturnType<typeof world>, ordinal: number): Promise<void> {
  timers.get(ordinal - 1)?.();
  await settled(ordinal);
}

describe('the communes', () => {
  it('are none before they came, then kept, and asked for again the next day only', async () => {
    const its = world();
    expect(its.model.addressUnits()).toEqual([]);
    await its.settled();
    expect(its.model.addressUnits()).toEqual([ward]);
    await round(its, 2);
    expect(its.hospital.addressUnits).toHaveBeenCalledTimes(1);
    its.on('2026-03-03');
    its.hospital.addressUnits.mockResolvedValueOnce(answered([]));
    await round(its, 3);
    expect(its.hospital.addressUnits).toHaveBeenCalledTimes(2);
    expect(its.model.addressUnits()).toEqual([]);
  });

  it('of today are known after a restart without being asked for', async () => {
    const store = memoryStore();
    await world(store).settled();
    const its = world(store);
    expect(its.model.addressUnits()).toEqual([ward]);
    await its.settled();
    expect(its.hospital.addressUnits).not.toHaveBeenCalled();
  });

  it('are asked for again while nobody answers, and what was there stays', async () => {
    const its = world();
    await its.settled();
    its.on('2026-03-03');
    its.hospital.addressUnits.mockResolvedValueOnce(away).mockRejectedValueOnce(new Error('a bug'));
    await round(its, 2);
    expect(its.troubles).toEqual(['address-units: unreachable']);
    expect(its.model.addressUnits()).toEqual([ward]);
    for (const ordinal of [3, 4, 5]) await round(its, ordinal);
    expect(its.hospital.addressUnits).toHaveBeenCalledTimes(1 + 3);
  });

  it('are not asked for again where the hospital refuses to say', async () => {
    const its = world();
    its.hospital.addressUnits.mockResolvedValue({ ok: false, failure: { kind: 'refused', status: 404, detail: '' } });
    await its.settled();
    await round(its, 2);
    expect(its.hospital.addressUnits).toHaveBeenCalledTimes(1);
    expect(its.model.addressUnits()).toEqual([]);
  });

  it('are asked for again when the disk refused them', async () => {
    const its = world();
    its.store.disk.refuses = true;
    await its.settled();
    expect(its.troubles).toContain('address-units: disk');
    its.store.disk.refuses = false;
    await round(its, 2);
    expect(its.model.addressUnits()).toEqual([ward]);
  });
});
