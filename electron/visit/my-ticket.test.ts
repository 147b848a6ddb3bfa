import { describe, expect, it } from 'vitest';
import type { TicketState } from '../../sync/his/hospital-api.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import { slipsOf } from '../tickets/slips.ts';
import { defaultDelays } from './delays.ts';
import { allOffers, kioskWith, says, scan, waiting } from './my-ticket-testing.ts';
import { openFullKiosk, usualVisit, shownClinic } from './visit-testing.ts';
import { closedClinic, earClinic, eyeClinic, hanh, khoa, tracesOf } from './visit-testing-people.ts';

describe('a scanned ticket', () => {
  it('shows number, place and state, and nothing of a person', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    await kiosk.send('finish');
    await scan(kiosk);
    expect(kiosk.at('my-ticket')).toEqual({
      step: 'my-ticket',
      ticket: {
        number: 'M-1',
        official: true,
        clinic: shownClinic(eyeClinic),
        day: { serviceDate: '2026-03-02', session: 'morning' },
        code: 'TD1:key-1',
        replacedNumber: null,
        documents: { checkAtDoor: false, bringDocument: false },
      },
      cardStillThere: false,
      now: {
        state: 'shown',
        status: 'sending',
        ahead: null,
        refusal: null,
        offers: ['show', 'cancel'],
        notice: 'none',
        mayReturn: 'no',
      },
    });
    expect(tracesOf(hanh).filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
  });

  it('opens over the finished visit of somebody else, and takes everything of them away', async () => {
    for (const step of ['ticket', 'desk'] as const) {
      const kiosk = kioskWith({ key: 'key-9' });
      await usualVisit[step](kiosk);
      await kiosk.send({ type: 'choose-language', language: 'en' });
      await scan(kiosk, 'key-9');
      expect(kiosk.at('my-ticket').ticket?.number).toBe('M-1');
      expect(kiosk.visit.view().language).toBe('vi');
      expect(tracesOf(hanh).filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
    }
  });

  it('does not break into a visit', async () => {
    const kiosk = kioskWith({ key: 'key-1' });
    await usualVisit.choose(kiosk);
    await scan(kiosk);
    expect(kiosk.at('whose').about).toBe('code');
    await kiosk.send('go-on-visit');
    expect(kiosk.shown().step).toBe('choose');
  });

  it('gives way to another ticket, and to the next patient', async () => {
    const kiosk = kioskWith({ key: 'key-1' }, { key: 'key-2', ticket: { number: 'M-2', official: true } });
    await scan(kiosk);
    await scan(kiosk, 'key-2');
    expect(kiosk.at('my-ticket').ticket?.number).toBe('M-2');
    await usualVisit.awaiting(kiosk, khoa);
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    expect(kiosk.state().context.myTicket).toBeNull();
  });

  it.each(['finish', 'start-over'] as const)('is left by %s', async (intent) => {
    const kiosk = kioskWith({ key: 'key-1' });
    await scan(kiosk);
    await kiosk.send(intent);
    expect(kiosk.shown().step).toBe('attract');
    expect(kiosk.state().context.myTicket).toBeNull();
  });

  it('is wiped when its holder walks away', async () => {
    const kiosk = kioskWith({ key: 'key-1' });
    await scan(kiosk);
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(defaultDelays.idleGraceMs / 1_000);
    await kiosk.send('show-ticket');
    expect(kiosk.shown().step).toBe('ticket');
    await kiosk.advance(defaultDelays.endWarningMs + defaultDelays.endGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('leads to the desk when its holder asks for staff', async () => {
    const kiosk = kioskWith({ key: 'key-1' });
    await scan(kiosk);
    await kiosk.send('ask-for-staff');
    expect(kiosk.at('desk').reason).toBe('asked-for-staff');
  });

  it('can be shown again as it was given', async () => {
    const kiosk = kioskWith({ key: 'key-1', state: 'confirmed', hospitalNumber: 'K2-7', alreadyThere: true });
    await scan(kiosk);
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket')).toMatchObject({
      key: 'key-1',
      number: 'K2-7',
      clinic: shownClinic({ ...eyeClinic, waiting: null }),
      stream: 'insured',
      maskedName: null,
      identity: null,
      origin: 'existing',
      sync: 'confirmed',
      issuedAt: '2026-03-02T08:05:00+07:00',
      offers: ['change-clinic', 'cancel'],
    });
  });

  it('says that the number on its paper no longer counts where another is called', async () => {
    const kiosk = kioskWith({ key: 'key-1', state: 'confirmed', hospitalNumber: 'K2-7', alreadyThere: true });
    await scan(kiosk);
    expect(kiosk.at('my-ticket').ticket).toMatchObject({ number: 'K2-7', replacedNumber: 'M-1' });
    expect(slipsOf(kiosk.shown())).toMatchObject([{ number: 'K2-7', replacedNumber: 'M-1' }]);
  });

  it('can be shown again when its clinic is on no list any more', async () => {
    const kiosk = kioskWith({ key: 'key-1', clinicId: 'gone' });
    await scan(kiosk);
    expect(kiosk.at('my-ticket').ticket?.clinic).toBeNull();
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket').clinic).toBeNull();
  });
});

describe('where it stands', () => {
  const shown = async (row: Partial<QueueEntry>, answer: TicketState | null = null) => {
    const kiosk = kioskWith({ key: 'key-1', ...row });
    says(kiosk, answer);
    await scan(kiosk);
    const { now } = kiosk.at('my-ticket');
    return now.state === 'shown' ? now : expect.fail(now.state);
  };
  const yesterday = { serviceDate: '2026-03-01' };

  it.each<[string, Partial<QueueEntry>, TicketState | null, string, string[]]>([
    ['waits to be sent', {}, null, 'sending', allOffers],
    ['is on its way', { state: 'in-flight' }, waiting, 'sending', allOffers],
    ['is with the hospital', { state: 'confirmed' }, null, 'confirmed', allOffers],
    ['is called', { state: 'confirmed' }, { ...waiting, state: 'called' }, 'called', ['show']],
    ['is done', { state: 'confirmed' }, { ...waiting, state: 'done' }, 'done', []],
    ['was cancelled at the hospital', { state: 'confirmed' }, { ...waiting, state: 'cancelled' }, 'cancelled', []],
    ['was cancelled here', { amendment: 'cancel' }, waiting, 'cancelled', []],
    ['was cancelled here, and that was refused', { amendment: 'cancel', state: 'dead' }, null, 'refused', []],
    ['was refused, and then cancelled', { amendment: 'cancel', state: 'dead', setAside: true }, null, 'cancelled', []],
    ['lost the row that stood for it', { superseded: true }, null, 'cancelled', []],
    ['was refused', { state: 'dead' }, null, 'refused', []],
    ['is of another day', yesterday, null, 'over', []],
    ['is of a session that has passed', yesterday, null, 'over', []],
    ['is of a later session', { session: 'afternoon' }, null, 'sending', ['show', 'cancel']],
    ['is of another day', { serviceDate: '2026-03-03' }, null, 'sending', ['show', 'cancel']],
    [
      'is of a session that has passed, and its patient still waits',
      { ...yesterday, state: 'confirmed' },
      waiting,
      'confirmed',
      [],
    ],
    ['was refused yesterday', { ...yesterday, state: 'dead' }, null, 'over', []],
  ])('%s', async (_, row, answer, status, offers) => {
    expect(await shown(row, answer)).toMatchObject({ status, offers });
  });

  it('with the people in front, when the hospital says so', async () => {
    expect((await shown({ state: 'confirmed' }, waiting)).ahead).toBe(3);
    expect((await shown({ state: 'confirmed' }, { ...waiting, ahead: null })).ahead).toBeNull();
    expect((await shown({ state: 'confirmed' }, { ...waiting, state: 'called' })).ahead).toBeNull();
    expect((await shown({ ...yesterday, state: 'confirmed' }, waiting)).ahead).toBe(3);
  });

  it('and nobody in front of it before its session has begun', async () => {
    const nobody = { ...waiting, ahead: 0 };
    expect((await shown({ state: 'confirmed' }, nobody)).ahead).toBe(0);
    expect((await shown({ state: 'confirmed', session: 'afternoon' }, nobody)).ahead).toBeNull();
  });

  it('with why the hospital refused it, and where it sends its patient', async () => {
    const refused = (sendTo: string | null) => shown({ state: 'dead', refusal: { reason: 'clinic-full', sendTo } });
    expect((await refused('ear')).refusal).toEqual({ reason: 'clinic-full', sendTo: shownClinic(earClinic) });
    expect((await refused('nowhere')).refusal).toEqual({ reason: 'clinic-full', sendTo: null });
    expect((await refused(null)).refusal).toEqual({ reason: 'clinic-full', sendTo: null });
  });

  it('as soon as it changes', async () => {
    const kiosk = kioskWith({ key: 'key-1' }, { key: 'key-2' });
    await scan(kiosk);
    kiosk.queue.become('key-2', 'dead');
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'sending' });
    kiosk.queue.become('key-1', 'confirmed');
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'confirmed' });
  });

  it('without a change of clinic where no other is open', async () => {
    const kiosk = kioskWith({ key: 'key-1' });
    kiosk.hospital.answers.clinics = { ok: true, value: [eyeClinic, closedClinic] };
    await scan(kiosk);
    expect(kiosk.at('my-ticket').now).toMatchObject({ offers: ['show', 'cancel'] });
    await kiosk.send('change-clinic');
    expect(kiosk.at('my-ticket').now.state).toBe('shown');
  });
});
