import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, settle, unreachable, usualVisit } from './visit-testing.ts';

describe('the number', () => {
  it('is leased from the hospital only when none is left', async () => {
    const kiosk = openFullKiosk();
    kiosk.queue.officialNumbers = 1;
    await usualVisit.ticket(kiosk);
    expect(kiosk.hospital.callsOf('leaseNumbers')).toEqual([]);
    expect(kiosk.at('ticket').official).toBe(true);
    await kiosk.send('finish');
    await usualVisit.ticket(kiosk);
    expect(kiosk.hospital.callsOf('leaseNumbers').map(({ request }) => request)).toEqual([
      {
        kioskId: 'kiosk-1',
        clinicId: 'eye',
        serviceDate: '2026-03-02',
        session: 'morning',
        stream: 'insured',
        size: 5,
      },
    ]);
    expect(kiosk.at('ticket').official).toBe(true);
    expect(kiosk.queue.officialNumbers).toBe(4);
  });

  it('is the kiosk’s own when the hospital takes too long; its late block serves the next patient', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send('confirm');
    expect(kiosk.at('confirm').state).toBe('committing');
    await kiosk.advance(defaultDelays.leaseMs - 100);
    expect(kiosk.at('confirm').state).toBe('committing');
    await kiosk.advance(100);
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-1', official: false });
    kiosk.hospital.lastCallOf('leaseNumbers').answer();
    await settle();
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-1', official: false });
    expect(kiosk.queue.drafts).toHaveLength(1);

    await kiosk.send('finish');
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-2', official: true });
    expect(kiosk.hospital.callsOf('leaseNumbers')).toHaveLength(1);
  });

  it('is the kiosk’s own when the hospital refuses one or its adapter crashes', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.leaseNumbers = unreachable;
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket').official).toBe(false);
    await kiosk.send('finish');

    await usualVisit.confirm(kiosk);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send('confirm');
    kiosk.hospital.lastCallOf('leaseNumbers').crash();
    await settle();
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-2', official: false });
  });

  it.each(['start-over', 'ask-for-staff'] as const)('is never taken when %s comes first', async (intent) => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send('confirm');
    await kiosk.send('confirm');
    // The answer is on its way in the same moment as the patient turns away.
    kiosk.hospital.lastCallOf('leaseNumbers').answer();
    await kiosk.send(intent);
    await kiosk.advance(defaultDelays.leaseMs);
    expect(kiosk.queue.drafts.filter(({ kind }) => kind === 'visit')).toEqual([]);
  });

  it('goes with nobody when the patient walks away', async () => {
    const kiosk = openFullKiosk();
    kiosk.ports.delays = { ...defaultDelays, leaseMs: 100_000 };
    await usualVisit.confirm(kiosk);
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send('confirm');
    await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
    kiosk.hospital.lastCallOf('leaseNumbers').answer();
    await settle();
    expect(kiosk.queue.drafts).toEqual([]);
  });
});
