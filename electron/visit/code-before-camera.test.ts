import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { pendingEntry, settle, usualVisit } from './visit-testing.ts';
import {
  checkingForHanh,
  type GalleryKiosk,
  lookingForHanh,
  moveAsAsked,
  openGalleryKiosk,
} from './visit-testing-gallery.ts';
import { codeOf, hanh, khoa, patientCode, sample } from './visit-testing-people.ts';

/** A code that is shown while a face is looked for, or while it is asked whether one may be kept. */

const vneid = { kind: 'vneid', token: 'VNEID:opaque-0001' } as const;
const unknown = { kind: 'unknown', reason: 'web-address' } as const;
const stray = (kiosk: GalleryKiosk) => kiosk.visit.view().strayCode;

async function show(kiosk: GalleryKiosk, code: Parameters<GalleryKiosk['scanner']['show']>[0]): Promise<void> {
  kiosk.scanner.show(code);
  await settle();
}

describe('by somebody whom the camera does not know yet', () => {
  it.each([
    ['moves', lookingForHanh],
    ['is compared', checkingForHanh],
  ])('who %s: begins a visit as on the first screen', async (_, reach) => {
    const kiosk = await reach();
    await show(kiosk, codeOf(khoa));
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    expect(kiosk.state().context.live).toBeNull();
  });

  it('is exchanged where it is one of VNeID, and shows where a ticket stands', async () => {
    const kiosk = await lookingForHanh();
    await show(kiosk, vneid);
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'code-unchecked' });
    const other = await lookingForHanh();
    await show(other, { kind: 'ticket', key: 'key-1' });
    expect(other.shown().step).toBe('my-ticket');
  });

  it('is said to be none where it is of no use, and the camera goes on', async () => {
    const kiosk = await lookingForHanh();
    await show(kiosk, unknown);
    expect(stray(kiosk)).toBe('unknown-code');
    expect(kiosk.shown().step).toBe('recognise');
    await kiosk.send('skip-face');
    expect(stray(kiosk)).toBe('none');
  });

  it('is nothing new where it is the ticket that they came back with', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.faces.answers.holds = 'yes';
    kiosk.queue.rows.set(
      'key-8',
      pendingEntry({
        ...{ key: 'key-8', visitKey: 'key-7', serviceDate: '2026-03-01' },
        ticket: { number: 'M-8', official: true },
      }),
    );
    await show(kiosk, { kind: 'ticket', key: 'key-8' });
    await kiosk.send('return-by-face');
    for (const key of ['key-8', 'key-7']) {
      await show(kiosk, { kind: 'ticket', key });
      expect(kiosk.shown().step).toBe('recognise');
    }
    await show(kiosk, { kind: 'ticket', key: 'key-1' });
    expect(kiosk.shown().step).toBe('my-ticket');
  });
});

describe('beside the code of a paper', () => {
  async function beside(): Promise<GalleryKiosk> {
    const kiosk = openGalleryKiosk();
    kiosk.faces.answers.holds = 'yes';
    await show(kiosk, patientCode);
    expect(kiosk.at('recognise').state).toBe('asking');
    return kiosk;
  }

  it.each([
    ['a code', codeOf(khoa)],
    ['a ticket', { kind: 'ticket', key: 'key-1' }],
    ['a VNeID code', vneid],
  ] as const)('%s of somebody else: asked whose visit this is, and the camera is over', async (_, code) => {
    const kiosk = await beside();
    await kiosk.send('confirm');
    await show(kiosk, code);
    expect(kiosk.at('whose').about).toBe('code');
    expect(kiosk.state().context.live).toBeNull();
    await kiosk.send('go-on-visit');
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('the same paper again, or the card’s own code, is nothing new', async () => {
    const kiosk = await beside();
    for (const code of [patientCode, codeOf(hanh)]) {
      await show(kiosk, code);
      expect(kiosk.at('recognise').state).toBe('asking');
    }
  });
});

describe('once somebody was recognised', () => {
  async function recognised(): Promise<GalleryKiosk> {
    const kiosk = await lookingForHanh();
    await moveAsAsked(kiosk);
    expect(kiosk.at('recognise').state).toBe('done');
    return kiosk;
  }

  it.each([
    ['a code', codeOf(khoa)],
    ['a ticket', { kind: 'ticket', key: 'key-1' }],
    ['a VNeID code', vneid],
  ] as const)('%s of somebody else asks whose visit this is', async (_, code) => {
    const kiosk = await recognised();
    await show(kiosk, code);
    expect(kiosk.at('whose').about).toBe('code');
    await kiosk.send('go-on-visit');
    await kiosk.advance(defaultDelays.matchedMs);
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('their own is nothing new', async () => {
    const kiosk = await recognised();
    await show(kiosk, codeOf(hanh));
    expect(kiosk.at('recognise').state).toBe('done');
  });
});

describe('while a face is to be kept or deleted', () => {
  async function onTicket(): Promise<GalleryKiosk> {
    const kiosk = openGalleryKiosk();
    await usualVisit.ticket(kiosk);
    await kiosk.send('enrol-face');
    return kiosk;
  }
  async function looking(): Promise<GalleryKiosk> {
    const kiosk = await onTicket();
    await kiosk.send('confirm');
    await kiosk.send(sample(1));
    return kiosk;
  }

  describe.each([
    ['the question', onTicket, 'enrol'],
    ['the camera', looking, 'recognise'],
  ] as const)('at %s', (_, reach, step) => {
    it('a code begins the next visit, and a ticket shows where it stands, as on the ticket', async () => {
      const kiosk = await reach();
      await show(kiosk, codeOf(khoa));
      expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
      const other = await reach();
      await show(other, { kind: 'ticket', key: 'key-404' });
      expect(other.shown().step).toBe('my-ticket');
    });

    it('a VNeID code is exchanged behind the ticket', async () => {
      const kiosk = await reach();
      await show(kiosk, vneid);
      expect(kiosk.at('ticket').number).toBe('M-1');
      expect(stray(kiosk)).toBe('code-unchecked');
    });

    it('one of no use is said to be none, and nothing is lost', async () => {
      const kiosk = await reach();
      await show(kiosk, unknown);
      expect(stray(kiosk)).toBe('unknown-code');
      expect(kiosk.shown().step).toBe(step);
      await kiosk.send('start-over');
      expect(stray(kiosk)).toBe('none');
    });
  });

  it('none begins a visit on a kiosk that has closed', async () => {
    let isOpen = true;
    const kiosk = openGalleryKiosk({ isOpen: () => isOpen });
    await usualVisit.ticket(kiosk);
    await kiosk.send('enrol-face');
    await kiosk.send('confirm');
    isOpen = false;
    for (const code of [codeOf(khoa), vneid, { kind: 'ticket', key: 'key-1' } as const]) await show(kiosk, code);
    expect(kiosk.shown().step).toBe('recognise');
  });
});
