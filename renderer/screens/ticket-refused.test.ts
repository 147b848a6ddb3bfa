import { describe, expect, it } from 'vitest';
import { en } from '../language/en.ts';
import { vi } from '../language/vi.ts';
import { plain, scannedPage, ticketPage, ticketVisit } from './ticket-screen-testing.ts';
import { whatStands } from './what-stands.ts';

/** A number that the hospital refuses while its patient looks at it: one place to go to, and why. */

/** What the screen says, its tags gone. */
const said = (...drawn: Parameters<typeof ticketPage>): string =>
  plain(ticketPage(...drawn).replaceAll(/<[^>]*>/g, ' ')).replaceAll(/\s+/g, ' ');

const refusedOf = (number: string): string => plain(vi.ticket.refused_other).replace('{{number}}', number);
const toWait = [vi.ticket.goTo, vi.ticket.goToEach, vi.paper.slip.called.both, vi.ticket.unofficial];
/** What would send its patient to the clinic, or keep the number as one that counts. */
const asIfItStood = [
  ...toWait,
  vi.ticket.claimed,
  vi.ticket.keepCode,
  vi.paper.keep,
  vi.paper.again,
  vi.ticket.sync.confirmed,
].map(plain);
const foundIn = (page: string, sentences: readonly string[]): string[] =>
  sentences.filter((each) => page.includes(each));

describe('the one number, refused', () => {
  it('sends its patient to reception alone, and says why', () => {
    const page = said('ticket-refused');
    expect(page).toContain(plain(vi.myTicket.title.refused));
    expect(page).toContain(plain(`${vi.myTicket.refusal['patient-blocked']} ${vi.myTicket.sendToDesk}`));
    expect(foundIn(page, asIfItStood)).toEqual([]);
    // The same number, taken.
    const taken = said('ticket-refused', { sync: 'confirmed', refusal: null });
    expect(foundIn(taken, [vi.ticket.goTo, vi.paper.slip.called.both, vi.ticket.unofficial].map(plain))).toHaveLength(
      3,
    );
  });

  it('sends its patient to the clinic that the hospital names, with its place, and to no other one', () => {
    const page = said('ticket-refused-elsewhere', {}, 'en');
    expect(page).toContain(`${en.myTicket.refusal['clinic-full']} ${en.myTicket.sendTo}`);
    expect(page).toContain('Rehabilitation and physiotherapy');
    expect(foundIn(page, [en.ticket.goTo, en.myTicket.sendToDesk])).toEqual([]);
    // It lies in the slot.
    expect(page).toContain(en.paper.printed);
  });

  it('is asked for on no paper, and has replaced no number', () => {
    const page = said('ticket-refused-unprinted');
    expect(foundIn(page, asIfItStood)).toEqual([]);
    expect(page).not.toContain('TM-017');
    expect(page).toContain(plain(`${vi.myTicket.refusal['clinic-closed']} ${vi.myTicket.sendToDesk}`));
  });

  it('is struck out, and names neither its clinic nor the place of it', () => {
    const page = ticketPage('ticket-refused-elsewhere');
    expect(page).toContain('class="ticket ticket-void"');
    expect(page).toContain('data-ticket-number="K02-0017"');
    expect(foundIn(plain(page), ['Tim mạch', 'Phòng 215'])).toEqual([]);
    expect(page.split('class="place"')).toHaveLength(1 + 1);
    const taken = ticketPage('ticket-refused-elsewhere', { sync: 'confirmed', refusal: null });
    expect(taken).not.toContain('ticket-void');
    expect(foundIn(plain(taken), ['Tim mạch', 'Phòng 215'])).toHaveLength(2);
    expect(ticketPage('ticket-refused-unprinted')).not.toContain('ticket-unprinted');
  });

  it('is for no session any more', () => {
    const later = { serviceDate: '2026-11-23', session: 'afternoon' } as const;
    expect(ticketPage('ticket-refused', { later, sync: 'pending' })).toContain('slip-later');
    expect(ticketPage('ticket-refused', { later })).not.toContain('slip-later');
  });

  it('is struck out where it is scanned, too, and leads to one place', () => {
    const page = scannedPage('my-ticket-refused-full');
    expect(page).toContain('class="ticket ticket-void"');
    expect(page).not.toContain('Tim mạch');
    expect(page.split('class="place"')).toHaveLength(1 + 1);
    expect(scannedPage('my-ticket-confirmed')).toContain('Tim mạch');
  });

  it('names no time to wait where nobody waits', () => {
    const { clinic } = ticketVisit('ticket-refused');
    const busy = clinic && { ...clinic, waitMinutes: 40 };
    expect(said('ticket-refused', { clinic: busy, sync: 'pending' })).toContain('40');
    expect(said('ticket-refused', { clinic: busy })).not.toContain('40');
  });

  it('of before a restart says that first: whoever stands there may be somebody else', () => {
    const page = said('ticket-again');
    expect(page).toContain(plain(vi.ticket.title.again));
    expect(page).toContain(plain(vi.myTicket.refusal.other));
  });
});

describe('several numbers', () => {
  it('of which one is refused say which, and its row says reception in place of its room', () => {
    const page = said('ticket-others-refused');
    expect(page).toContain(refusedOf('TMH-007'));
    expect(page).toContain(plain(`${vi.desk.place} Tai Mũi Họng: ${vi.myTicket.refusal['clinic-full']}`));
    // The other one still stands: one clinic, and no line says that all went well.
    expect(page).toContain(plain(vi.ticket.goTo));
    expect(page).toContain('Phòng 215');
    expect(foundIn(page, ['Phòng 118', vi.ticket.goToEach, vi.ticket.sync.confirmed].map(plain))).toEqual([]);
  });

  it('of which more are refused name all of them in one line', () => {
    expect(said('ticket-others-refused-first')).toContain(refusedOf('TM-042 và K02-0019'));
  });

  it('that are all refused send to reception alone', () => {
    const page = said('ticket-others-refused-all');
    expect(page).toContain(plain(vi.myTicket.title.refused));
    expect(page).toContain(refusedOf('TM-042 và TMH-007'));
    expect(foundIn(page, asIfItStood)).toEqual([]);
  });

  it('say that one of them is not sent yet', () => {
    const page = said('ticket-others-pending');
    expect(page).toContain(plain(vi.ticket.sync.pending));
    expect(page).not.toContain(plain(vi.ticket.sync.confirmed));
  });

  it('have no room in the row of one whose clinic nobody knows any more', () => {
    const [other] = ticketVisit('ticket-others-refused').others;
    const lost = other?.kind === 'clinic' ? { ...other, clinic: null, refusal: null } : expect.unreachable('no other');
    const page = said('ticket-others-refused', { others: [lost] });
    expect(page).toContain(plain(`${vi.desk.place} ${vi.myTicket.refusal.other}`));
  });

  it('send to reception with papers where that lacks what it was to have', () => {
    const others = ticketVisit('ticket-others-reception').others.map((other) => ({
      ...other,
      sync: 'refused' as const,
    }));
    const page = said('ticket-others-reception', { others });
    expect(page).toContain(plain(vi.desk.sync.refused));
    expect(page).toContain(plain(vi.ticket.goToReceptionToo_other));
  });
});

describe('what stands', () => {
  it('is what the hospital has not refused, and of all the worst is told', () => {
    const of = (name: string) => {
      const { standing, refused, sync } = whatStands(ticketVisit(name));
      return [standing.map(({ number }) => number), refused.map(({ number }) => number), sync];
    };
    expect(of('ticket-new')).toEqual([['TM-042'], [], 'confirmed']);
    expect(of('ticket-offline')).toEqual([['K02-0017'], [], 'pending']);
    expect(of('ticket-refused')).toEqual([[], ['K02-0017'], 'refused']);
    expect(of('ticket-others-pending')).toEqual([['TM-042', 'TMH-007'], [], 'pending']);
    expect(of('ticket-others-refused-first')).toEqual([['TMH-007'], ['TM-042', 'K02-0019'], 'refused']);
    // What staff are to have counts, and no clinic calls it.
    expect(of('ticket-others-reception')).toEqual([['TM-042'], [], 'pending']);
  });
});
