import { describe, expect, it } from 'vitest';
import { settle } from './visit-testing.ts';
import {
  checkingForHanh,
  type FakeGallery,
  hanhsFactor,
  moveAsAsked,
  openGalleryKiosk,
} from './visit-testing-gallery.ts';
import { hanh, sample, tracesOf } from './visit-testing-people.ts';

/** What somebody finds out who knows another's digits and stands before the camera. */

describe('a thief', () => {
  /** All that the screen and the gallery saw, of a face that is nobody's, with these digits. */
  async function attempt(changes: { lastFour?: string }, answer: FakeGallery['answers']['recognise']) {
    const kiosk = openGalleryKiosk();
    const seen: unknown[] = [];
    kiosk.visit.subscribe(() => seen.push(kiosk.shown()));
    kiosk.faces.answers.recognise = answer;
    await kiosk.send('return-by-face');
    await kiosk.send({ ...hanhsFactor, ...changes });
    const asked = kiosk.faces.calls.length;
    await kiosk.send(sample(1));
    await moveAsAsked(kiosk);
    await moveAsAsked(kiosk);
    return { kiosk, seen, asked };
  }

  it('learns nothing from digits: whosever they are, the screen is the same to the last word', async () => {
    const enrolled = await attempt({}, { kind: 'not-recognised' });
    const nobodys = await attempt({ lastFour: '9999' }, { kind: 'not-recognised' });
    expect(nobodys.seen).toEqual(enrolled.seen);
    for (const { kiosk, asked } of [enrolled, nobodys]) {
      expect(asked).toBe(0);
      expect(kiosk.faces.callsOf('holds')).toEqual([]);
      expect(kiosk.hospital.calls).toEqual([]);
    }
  });

  it('sees no name before a face was recognised', async () => {
    const kiosk = await checkingForHanh();
    const text = JSON.stringify(kiosk.shown()) + kiosk.memory();
    expect(tracesOf(hanh).filter((trace) => text.includes(trace) && trace !== hanh.birthDate)).toEqual([]);
  });

  it('who walks away leaves neither digits nor face behind', async () => {
    const kiosk = await checkingForHanh();
    await kiosk.send('start-over');
    kiosk.faces.lastCallOf('recognise').answer();
    await settle();
    expect(kiosk.shown().step).toBe('attract');
    expect(kiosk.memory()).not.toContain('2345');
    expect(kiosk.memory()).not.toContain(hanh.birthDate);
    expect(kiosk.state().context.live).toBeNull();
  });
});
