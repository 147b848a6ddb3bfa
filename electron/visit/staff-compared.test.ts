import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { failChallenge, moveAsAsked, openGalleryKiosk } from './visit-testing-gallery.ts';
import { chipOf, codeOf, hanh, minh, patientCode, portraitMark, sample } from './visit-testing-people.ts';
import { besidePaper, byNumber, lookFor, withChild } from './visit-testing-ways.ts';

/** Staff at the kiosk say that the person is the one of the document: the visit goes on from where it stood. */

const same = { result: 'same-person', by: 'lan' } as const;
const compared = { method: 'staff-compared', ...same } as const;

const evidenceOf = (kiosk: FullKiosk) => kiosk.queue.lastDraft.evidence;

async function said(kiosk: FullKiosk): Promise<void> {
  expect(kiosk.visit.staffCompared(same)).toBe(true);
  await settle();
}

async function registered(kiosk: FullKiosk): Promise<void> {
  await kiosk.send('walk-in');
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
}

describe('at the camera', () => {
  it('goes on to the questions at once, and the ticket asks for no further look', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await said(kiosk);
    expect(kiosk.at('appointments').holder).toMatchObject({ fullName: hanh.fullName, identity: 'proven' });
    await registered(kiosk);
    expect(kiosk.at('ticket').checkAtDoor).toBe(false);
    expect(kiosk.queue.lastDraft).toMatchObject({ kind: 'visit', checkAtDoor: false });
    expect(evidenceOf(kiosk)).toEqual([
      { method: 'code-scanned' },
      { method: 'chip-read', verdict: 'anchored' },
      compared,
    ]);
    expect(kiosk.queue.comparisons).toEqual([same]);
  });

  it('keeps that a try had failed', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await lookFor(kiosk, 0.4);
    expect(kiosk.at('verify').face.state).toBe('retry');
    await said(kiosk);
    await registered(kiosk);
    expect(evidenceOf(kiosk).slice(-2)).toEqual([{ method: 'face-not-matched', similarity: 0.4 }, compared]);
    expect(kiosk.at('ticket').checkAtDoor).toBe(false);
  });

  it('leaves a match what it is', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await kiosk.send(sample(0.9));
    await kiosk.send(sample(0.9));
    await said(kiosk);
    expect(kiosk.at('verify').face.state).toBe('matched');
    await kiosk.advance(defaultDelays.matchedMs);
    await registered(kiosk);
    expect(evidenceOf(kiosk).slice(-2)).toEqual([{ method: 'face-matches-chip', similarity: 0.9 }, compared]);
  });

  it('while one’s own card is laid once more', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    kiosk.reader.layCard();
    await said(kiosk);
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('beside the code of a paper: the gallery is asked nothing more', async () => {
    const kiosk = await besidePaper();
    await said(kiosk);
    expect(kiosk.at('appointments').holder.identity).toBe('compared');
    await registered(kiosk);
    expect(evidenceOf(kiosk)).toEqual([{ method: 'code-scanned' }, compared]);
    expect(kiosk.faces.callsOf('recognise')).toEqual([]);
  });

  it('keeps what the camera had found also of whoever is not the one of the paper', async () => {
    const kiosk = await besidePaper();
    await failChallenge(kiosk);
    const other = { result: 'other-person', by: 'lan' } as const;
    expect(kiosk.visit.staffCompared(other)).toBe(true);
    await settle();
    expect(kiosk.at('desk').reason).toBe('identity-check');
    expect(kiosk.queue.lastDraft.evidence).toEqual([
      { method: 'code-scanned' },
      { method: 'face-not-compared', reason: 'not-live' },
      { method: 'staff-compared', ...other },
    ]);
  });

  it('beside the code of a paper, after a challenge that was not passed', async () => {
    const kiosk = await besidePaper();
    await failChallenge(kiosk);
    await said(kiosk);
    await registered(kiosk);
    expect(evidenceOf(kiosk)).toEqual([
      { method: 'code-scanned' },
      { method: 'face-not-compared', reason: 'not-live' },
      compared,
    ]);
  });

  it('once it has recognised somebody', async () => {
    const kiosk = await besidePaper();
    await moveAsAsked(kiosk);
    expect(kiosk.at('recognise').state).toBe('done');
    await said(kiosk);
    await kiosk.advance(defaultDelays.matchedMs);
    await registered(kiosk);
    expect(evidenceOf(kiosk).slice(-2)).toMatchObject([{ method: 'face-returning' }, compared]);
  });
});

describe('before the camera', () => {
  it('a code is enough, and no camera looks once its card is read', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    await said(kiosk);
    expect(kiosk.at('identify')).toMatchObject({ card: { state: 'awaited' }, holder: { identity: 'compared' } });
    kiosk.reader.layCard();
    expect(kiosk.at('identify').card).toMatchObject({ state: 'reading', cameraSoon: false });
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('identify').card.state).toBe('read');
    await kiosk.advance(defaultDelays.greetMs);
    expect(kiosk.shown().step).toBe('appointments');
    await registered(kiosk);
    expect(evidenceOf(kiosk).map(({ method }) => method)).toEqual(['code-scanned', 'chip-read', 'staff-compared']);
  });

  it('another code is another document', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    await said(kiosk);
    kiosk.scanner.show(codeOf(minh));
    expect(kiosk.visit.assisted()).toMatchObject({ state: 'comparable', found: null });
  });

  it('while it is asked whether the face is known: none is looked for', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.faces.answers.holds = 'yes';
    kiosk.faces.held.add('holds');
    kiosk.scanner.show(patientCode);
    await settle();
    expect(kiosk.state().value).toMatchObject({ flow: { visit: { lookUp: 'holding' } } });
    await said(kiosk);
    expect(kiosk.shown().step).toBe('appointments');
  });
});

describe('later in the visit', () => {
  it('raises what a face that did not match has left: the name, and the ticket', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await lookFor(kiosk, 0.1);
    expect(kiosk.at('appointments').holder.fullName).toBe('N.');
    await said(kiosk);
    expect(kiosk.at('appointments').holder.fullName).toBe(hanh.fullName);
    expect(kiosk.memory()).not.toContain(portraitMark(hanh));
    await registered(kiosk);
    expect(evidenceOf(kiosk).slice(-2)).toEqual([{ method: 'face-not-matched', similarity: 0.1 }, compared]);
    expect(kiosk.at('ticket')).toMatchObject({ checkAtDoor: false });
  });

  it('raises a number that was typed: staff have seen the card', async () => {
    const kiosk = openFullKiosk();
    await byNumber(kiosk);
    expect(kiosk.at('appointments').holder).toMatchObject({ fullName: 'N.', identity: 'claimed' });
    await said(kiosk);
    expect(kiosk.at('appointments').holder).toMatchObject({ fullName: hanh.fullName, identity: 'compared' });
    await registered(kiosk);
    expect(kiosk.at('ticket')).toMatchObject({ checkAtDoor: false, identity: 'compared' });
    expect(evidenceOf(kiosk)).toEqual([
      { method: 'number-typed' },
      { method: 'chip-not-read', reason: 'no-card' },
      compared,
    ]);
  });

  it('up to the number itself, while one is fetched', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.held.add('leaseNumbers');
    await byCode(kiosk);
    await registered(kiosk);
    expect(kiosk.shown().step).not.toBe('ticket');
    await said(kiosk);
    kiosk.hospital.lastCallOf('leaseNumbers').answer();
    await settle();
    expect(kiosk.at('ticket').checkAtDoor).toBe(false);
    expect(evidenceOf(kiosk).at(-1)).toEqual(compared);
  });

  it('of a child who is brought: the child is the one compared', async () => {
    const kiosk = await withChild();
    expect(kiosk.visit.assisted()).toMatchObject({ person: { fullName: minh.fullName } });
    await said(kiosk);
    await registered(kiosk);
    expect(kiosk.at('ticket').checkAtDoor).toBe(false);
    expect(kiosk.queue.lastDraft).toMatchObject({ person: { fullName: minh.fullName }, checkAtDoor: false });
    expect(evidenceOf(kiosk).at(-1)).toEqual(compared);
  });

  it('by two of the staff: the last word stands', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    await said(kiosk);
    expect(kiosk.visit.staffCompared({ ...same, by: 'mai' })).toBe(true);
    await registered(kiosk);
    expect(evidenceOf(kiosk).at(-1)).toEqual({ ...compared, by: 'mai' });
  });

  it('counts as somebody who is there', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(15);
    await said(kiosk);
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
  });
});

it.each(['full', 'throwing'] as const)('does not count where it cannot be written down: %s', async (state) => {
  const kiosk = openFullKiosk();
  await usualVisit.verify(kiosk);
  kiosk.queue.state = state;
  expect(kiosk.visit.staffCompared(same)).toBe(false);
  expect(kiosk.shown().step).toBe('verify');
  expect(kiosk.state().context.identity?.staff).toBeNull();
});
