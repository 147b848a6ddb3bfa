import { describe, expect, it } from 'vitest';
import { laterThanNow, whenIs } from './moments.ts';
import { fakePorts, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, hanh } from './visit-testing-people.ts';

const morning = { serviceDate: '2026-03-02', session: 'morning' } as const;
const afternoon = { serviceDate: '2026-03-02', session: 'afternoon' } as const;

describe('what a patient says of themselves', () => {
  it('puts them into the queue of those who go first, until they take it back', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    expect(kiosk.at('confirm')).toMatchObject({ declared: [], mayDeclare: ['pregnancy', 'disability'] });
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    expect(kiosk.at('confirm')).toMatchObject({
      declared: ['pregnancy'],
      stream: 'priority',
      priorityReason: 'pregnancy',
    });
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: false });
    expect(kiosk.at('confirm')).toMatchObject({ declared: [], stream: 'insured', priorityReason: null });
    await kiosk.send({ type: 'declare', what: 'disability', isSo: true });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ stream: 'priority', priorityReason: 'disability', insured: true });
    expect(kiosk.queue.lastDraft).toMatchObject({ declared: ['disability'], priorityReason: 'disability' });
    expect(kiosk.hospital.lastCallOf('leaseNumbers').request).toMatchObject({ stream: 'priority' });
  });

  it('counts only where it is offered', async () => {
    const kiosk = openFullKiosk();
    kiosk.reader.unplug();
    kiosk.scanner.show({ ...codeOf(hanh), sex: 'male' });
    await settle();
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    expect(kiosk.at('confirm').mayDeclare).toEqual(['disability']);
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    expect(kiosk.at('confirm')).toMatchObject({ declared: [], stream: 'insured' });
  });

  it('is not asked where the hospital’s rules do not know it', async () => {
    const kiosk = openFullKiosk({ documents: { mayDeclare: ['disability'] } });
    await usualVisit.confirm(kiosk);
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    expect(kiosk.at('confirm')).toMatchObject({ declared: [], stream: 'insured' });
  });
});

describe('sessions', () => {
  it('are over, now, or still to come', () => {
    const at = (now: typeof morning | typeof afternoon) => fakePorts({ day: () => now });
    expect(whenIs(at(morning), morning)).toBe('now');
    expect(whenIs(at(morning), afternoon)).toBe('later');
    expect(whenIs(at(afternoon), morning)).toBe('over');
    expect(whenIs(at(afternoon), { serviceDate: '2026-03-03', session: 'morning' })).toBe('later');
    expect(whenIs(at(morning), { serviceDate: '2026-03-01', session: 'afternoon' })).toBe('over');
    expect(laterThanNow(at(morning), morning)).toBeNull();
    expect(laterThanNow(at(morning), { ...afternoon })).toEqual(afternoon);
  });
});
