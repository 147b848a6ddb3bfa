import { describe, expect, it } from 'vitest';
import { type Display, usualDisplay } from '../bridge/display-snapshot.ts';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { openGalleryKiosk } from './visit-testing-gallery.ts';
import { codeOf, hanh, khoa, minh, patientCode } from './visit-testing-people.ts';
import { layStrange } from './visit-testing-ways.ts';

/** How the screen is drawn and whether it is read aloud: chosen at any time, kept as long as the language, then gone. */

const large: Display = { contrast: 'high', text: 'large', reach: 'low' };

const settings = (kiosk: FullKiosk) => {
  const { language, display, speechOn } = kiosk.visit.view();
  return { language, display, speechOn };
};
const chosen = { language: 'en', display: large, speechOn: true };
const usual = { language: 'vi', display: usualDisplay, speechOn: false };

async function choose(kiosk: FullKiosk): Promise<void> {
  await kiosk.send({ type: 'choose-language', language: 'en' });
  await kiosk.send({ type: 'choose-display', display: large });
  await kiosk.send({ type: 'choose-speech', isOn: true });
}

describe('language, display and speech', () => {
  it('are chosen on the first screen, last into the visit, and are gone after it', async () => {
    const kiosk = openFullKiosk();
    expect(settings(kiosk)).toEqual(usual);
    await choose(kiosk);
    await usualVisit.ticket(kiosk);
    expect(settings(kiosk)).toEqual(chosen);
    await kiosk.send('finish');
    expect(settings(kiosk)).toEqual(usual);
  });

  it('on the first screen last as long as somebody may be reading', async () => {
    const kiosk = openFullKiosk();
    await choose(kiosk);
    await kiosk.advance(defaultDelays.idleWarningMs - 100);
    expect(settings(kiosk)).toEqual(chosen);
    await kiosk.advance(100);
    expect(settings(kiosk)).toEqual(usual);
  });

  it.each(['type-number', 'return-by-face'] as const)(
    'last through %s and back, as long as somebody may be there',
    async (way) => {
      const kiosk = openGalleryKiosk();
      await choose(kiosk);
      await kiosk.send(way);
      await kiosk.send('back');
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
      expect(settings(kiosk)).toEqual(chosen);
      await kiosk.advance(defaultDelays.idleWarningMs);
      expect(settings(kiosk)).toEqual(usual);
    },
  );

  it.each(['awaiting', 'verify', 'choose', 'confirm', 'desk'] as const)('are one touch away at %s', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    const { step: before } = kiosk.shown();
    await choose(kiosk);
    expect(settings(kiosk)).toEqual(chosen);
    expect(kiosk.shown().step).toBe(before);
    await kiosk.send({ type: 'choose-speech', isOn: false });
    expect(settings(kiosk)).toEqual({ ...chosen, speechOn: false });
  });

  it('are of whoever stands there: also for the child that is brought, and for the next of the family', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    await choose(kiosk);
    await kiosk.send('bring-somebody');
    kiosk.scanner.show(codeOf(minh));
    await settle();
    expect(settings(kiosk)).toEqual(chosen);
    const next = openFullKiosk();
    await usualVisit.ticket(next);
    await choose(next);
    await next.send('next-person');
    expect(settings(next)).toEqual(chosen);
    next.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    expect(next.shown().step).toBe('my-ticket');
    expect(settings(next)).toEqual(chosen);
  });

  it('begin with speech where headphones are plugged, for each who comes', async () => {
    let isPlugged = true;
    const kiosk = openFullKiosk({ headphonesPlugged: () => isPlugged });
    expect(kiosk.visit.view().speechOn).toBe(true);
    await usualVisit.ticket(kiosk);
    expect(kiosk.visit.view().speechOn).toBe(true);
    await kiosk.send({ type: 'choose-speech', isOn: false });
    await kiosk.send('finish');
    expect(kiosk.visit.view().speechOn).toBe(true);
    isPlugged = false;
    await usualVisit.ticket(kiosk);
    await kiosk.send('finish');
    expect(kiosk.visit.view().speechOn).toBe(false);
  });

  it('count as presence', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    for (const intent of [
      { type: 'choose-display', display: large },
      { type: 'choose-speech', isOn: true },
      { type: 'print-again' },
    ] as const) {
      await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs - 100);
      await kiosk.send(intent);
      expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    }
    expect(kiosk.at('choose').holder.fullName).toBe(hanh.fullName);
    expect(kiosk.memory()).not.toContain(khoa.fullName);
  });
});

describe('somebody else finds all as usual', () => {
  /** Screens over which whoever comes next shows a code. */
  const ends: Record<string, (kiosk: FullKiosk) => Promise<void>> = {
    ticket: usualVisit.ticket,
    desk: usualVisit.desk,
    'my-ticket': async (kiosk) => {
      kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
      await settle();
    },
    emergency: (kiosk) => kiosk.send('emergency'),
  };

  it.each(Object.keys(ends))('who shows a code over a %s', async (step) => {
    for (const code of [codeOf(khoa), patientCode, { kind: 'ticket', key: 'key-of-another' }] as const) {
      const kiosk = openFullKiosk();
      await ends[step]?.(kiosk);
      expect(kiosk.shown().step).toBe(step);
      await choose(kiosk);
      kiosk.scanner.show(code);
      await settle();
      expect(kiosk.shown()).not.toMatchObject({ step, ticket: { code: 'TD1:key-1' } });
      expect(settings(kiosk)).toEqual(usual);
    }
  });

  it.each(['card', 'code'] as const)('whose %s came up during a visit, and who begins their own', async (what) => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await choose(kiosk);
    if (what === 'card') await layStrange(kiosk);
    else kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('whose').about).toBe(what);
    expect(settings(kiosk)).toEqual(chosen);
    await kiosk.send('start-for-other');
    expect(settings(kiosk)).toEqual(usual);
  });

  it.each(['plugged', 'unplugged'] as const)('and hears it where headphones are: %s', async (jack) => {
    let isPlugged = true;
    const kiosk = openFullKiosk({ headphonesPlugged: () => isPlugged });
    await usualVisit.ticket(kiosk);
    isPlugged = jack === 'plugged';
    // What the one before chose last is the other of the two.
    await kiosk.send({ type: 'choose-speech', isOn: !isPlugged });
    kiosk.scanner.show(codeOf(khoa));
    await settle();
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
    expect(kiosk.visit.view().speechOn).toBe(isPlugged);
  });

  it('but not who shows the ticket on the screen, or one on the first screen', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    await choose(kiosk);
    for (const [from, step] of [
      ['ticket', 'my-ticket'],
      ['my-ticket', 'my-ticket'],
    ]) {
      expect(kiosk.shown().step).toBe(from);
      kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
      await settle();
      expect(kiosk.shown().step).toBe(step);
      expect(settings(kiosk)).toEqual(chosen);
    }
    const first = openFullKiosk();
    await choose(first);
    first.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    expect(settings(first)).toEqual(chosen);
  });
});

describe('the language', () => {
  it.each(['ticket', 'desk'] as const)('that was chosen when the %s was given stands in the queue', async (step) => {
    const kiosk = openFullKiosk();
    await kiosk.send({ type: 'choose-language', language: 'en' });
    await usualVisit[step](kiosk);
    await kiosk.send({ type: 'choose-language', language: 'vi' });
    expect(kiosk.queue.rows.get('key-1')?.language).toBe('en');
  });

  it('that nobody chose is the hospital’s', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    expect(kiosk.queue.rows.get('key-1')?.language).toBe('vi');
  });
});
