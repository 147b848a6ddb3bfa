import { describe, expect, it } from 'vitest';
import { specimenCsca } from '../fixtures/cards/certificates.ts';
import { handMadePerson } from '../fixtures/cards/hand-made-person.ts';
import { personalise } from '../fixtures/cards/personalise.ts';
import { startHn212Network } from '../fixtures/simulators/hn212.ts';
import { InProcessSlot } from '../fixtures/simulators/in-process-slot.ts';
import { loadTrust } from '../native/emrtd/trust-store.ts';
import { statusOf } from '../native/readers/testing.ts';
import { openReader } from './devices.ts';

describe('the reader of the configuration', () => {
  it('is the simulated slot, or none', async () => {
    const slot = new InProcessSlot();
    const simulated = await openReader({ kind: 'simulated' }, slot, {});
    expect(simulated?.status).toEqual(expect.objectContaining({ state: 'empty' }));
    await simulated?.close();
    expect(await openReader({ kind: 'none' }, null, {})).toBeNull();
  });

  it('is an HN212 as a network device, whose cards are held against the kiosk’s trust', async () => {
    const device = await startHn212Network();
    const trust = loadTrust([{ name: 'csca.cer', bytes: specimenCsca() }]);
    const reader = await openReader({ kind: 'hn212-socket', url: device.url }, null, { trust });
    if (!reader) throw new Error('no reader');
    await statusOf(reader, 'empty');
    const image = personalise(handMadePerson(), { portrait: null });
    device.layCard(image, { dg1: true });
    const result = await (await statusOf(reader, 'card')).read({ keys: [image.accessKey] });
    expect(result).toMatchObject({ chip: { authenticity: { verdict: 'anchored' } } });
    await reader.close();
    await device.close();
  });

  it('is an HN212 on a serial line, which may not be there yet', async () => {
    const reader = await openReader({ kind: 'hn212-serial', path: '/dev/tty-of-nobody' }, null, {});
    expect(reader?.status.state).toBe('unavailable');
    await reader?.close();
  });
});
