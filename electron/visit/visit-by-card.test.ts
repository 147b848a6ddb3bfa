import { NO_COST } from '../../native/emrtd/chip.ts';
import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, settle, shownClinic, usualVisit } from './visit-testing.ts';
import {
  chipOf,
  closedClinic,
  codeOf,
  eyeClinic,
  hanh,
  khoa,
  patientCode,
  portraitMark,
  sample,
} from './visit-testing-people.ts';

describe('a visit by card', () => {
  it('goes from the code over chip and face to a ticket', async () => {
    const kiosk = openFullKiosk();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });

    await usualVisit.awaiting(kiosk);
    expect(kiosk.at('identify')).toMatchObject({
      card: { state: 'awaited' },
      holder: { fullName: hanh.fullName, identity: 'claimed' },
      portrait: null,
    });

    kiosk.reader.layCard();
    expect(kiosk.at('identify').card).toEqual({ state: 'reading', bytes: 0, total: 0, cameraSoon: true });
    kiosk.reader.read.options.onProgress?.({ bytes: 4_000, total: 16_000 });
    expect(kiosk.at('identify').card).toEqual({ state: 'reading', bytes: 4_000, total: 16_000, cameraSoon: true });

    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('verify')).toMatchObject({
      cardStillThere: true,
      holder: { fullName: hanh.fullName, identity: 'proven' },
      face: { state: 'looking', triesLeft: 2 },
    });
    expect(Buffer.from(kiosk.at('verify').portrait.base64, 'base64').toString()).toContain(portraitMark(hanh));
    kiosk.reader.takeCard();
    expect(kiosk.at('verify').cardStillThere).toBe(false);

    await kiosk.send({ type: 'face-portrait', comparison: 1, embedding: [...new Array<number>(511).fill(0), 1] });
    await kiosk.send(sample(0.1));
    await kiosk.send({ ...sample(0.1), embedding: [...new Array<number>(511).fill(0), 1] } as never);
    expect(kiosk.at('verify').face.state).toBe('matched');
    await kiosk.advance(defaultDelays.matchedMs);

    expect(kiosk.at('appointments')).toMatchObject({
      appointments: [{ id: 'appointment-7', time: '08:30', practitioner: 'BS. Lê Mai', state: 'ready' }],
      insurance: { outcome: 'covered', maskedNumber: '••••••••••••678', validTo: '2026-12-31' },
    });
    kiosk.hospital.held.add('leaseNumbers');
    await kiosk.send({ type: 'arrive', appointmentIds: ['appointment-7'] });
    expect(kiosk.at('confirm')).toMatchObject({
      state: 'committing',
      choices: [{ clinic: shownClinic(eyeClinic), doctor: 'BS. Lê Mai', time: '08:30' }],
      later: null,
      isPaying: false,
      stream: 'insured',
      priorityReason: null,
    });
    kiosk.hospital.lastCallOf('leaseNumbers').answer();
    await settle();
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', official: true, identity: 'proven', maskedName: 'N.' });

    expect(kiosk.queue.lastDraft).toMatchObject({
      kind: 'visit',
      person: { idNumber: hanh.idNumber, fullName: hanh.fullName, insuranceNumber: 'DN4010112345678' },
      evidence: [
        { method: 'code-scanned' },
        { method: 'chip-read', verdict: 'anchored' },
        { method: 'face-matches-chip', similarity: 1 },
      ],
      patient: { kind: 'known', patientId: `patient-${hanh.idNumber}` },
      clinic: { id: 'eye', name: 'Khám Mắt' },
      stream: 'insured',
      appointmentId: 'appointment-7',
    });
  });

  it('reads at once when the card lies there before its code is shown', async () => {
    const kiosk = openFullKiosk();
    kiosk.reader.layCard();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    await usualVisit.awaiting(kiosk);
    expect(kiosk.at('identify').card.state).toBe('reading');
    expect(kiosk.reader.reads).toHaveLength(1);
  });

  it('shows the name as the chip spells it before the portrait is there', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    const dg1 = new TextEncoder().encode(JSON.stringify({ fullName: 'NGUYEN THI BICH HANH' }));
    kiosk.reader.read.options.onNames?.({ dg1, dg13: null });
    expect(kiosk.at('identify').holder.fullName).toBe('NGUYEN THI BICH HANH');
    const nameless = new TextEncoder().encode(JSON.stringify({ fullName: null }));
    kiosk.reader.read.options.onNames?.({ dg1: nameless, dg13: null });
    expect(kiosk.at('identify').holder.fullName).toBe('NGUYEN THI BICH HANH');
  });

  it('lets another code replace the first while the card is awaited, and asks the hospital anew', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.held.add('findPatient');
    await usualVisit.awaiting(kiosk, khoa);
    await kiosk.send({ type: 'choose-language', language: 'en' });
    const first = kiosk.hospital.lastCallOf('findPatient');
    await usualVisit.awaiting(kiosk, hanh);

    expect(kiosk.at('identify').holder.fullName).toBe(hanh.fullName);
    expect(kiosk.memory()).not.toContain(khoa.idNumber);
    expect(kiosk.visit.view().language).toBe('en');
    expect(first.signal?.aborted).toBe(true);
    expect(kiosk.hospital.callsOf('findPatient')).toHaveLength(2);

    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    first.answer();
    await settle();
    expect(kiosk.state().context.lookup).toBeNull();
    kiosk.hospital.lastCallOf('findPatient').answer();
    await settle();
    expect(kiosk.state().context.lookup?.patient.kind).toBe('none');
  });

  it('takes the same code again, or a paper code, for nothing new while the card is awaited', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    await usualVisit.awaiting(kiosk);
    kiosk.scanner.show(patientCode);
    expect(kiosk.hospital.callsOf('findPatient')).toHaveLength(1);
    expect(kiosk.at('identify').holder.fullName).toBe(hanh.fullName);
  });

  it('goes on by the code alone when the patient has no card', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    await kiosk.send('continue-without-card');
    await kiosk.send('walk-in');
    expect(kiosk.at('choose').holder.identity).toBe('claimed');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft.evidence).toEqual([
      { method: 'code-scanned' },
      { method: 'chip-not-read', reason: 'no-card' },
    ]);
  });

  it('keeps nothing raw of the chip, and no portrait once the face matches', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    expect(kiosk.memory()).not.toContain('signature over');
    expect(kiosk.memory()).toContain(portraitMark(hanh));
    await kiosk.send(sample(0.9));
    await kiosk.send(sample(0.9));
    await kiosk.advance(defaultDelays.matchedMs);
    await kiosk.send('walk-in');
    expect(kiosk.at('choose').holder.identity).toBe('proven');
    expect(kiosk.memory()).not.toContain(portraitMark(hanh));
    expect(kiosk.state().context.face.portrait).toBeNull();
  });

  it('keeps the portrait of a face that was not compared for staff, and no longer than to the ticket', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await kiosk.send('skip-face');
    await kiosk.send('walk-in');
    expect(kiosk.memory()).toContain(portraitMark(hanh));
    expect(kiosk.state().context.face.portrait).toBeNull();
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.shown().step).toBe('ticket');
    expect(kiosk.memory()).not.toContain(portraitMark(hanh));
  });

  it('lets the patient go back to the clinics, refuses a closed one, and starts over', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'skin' });
    await kiosk.send({ type: 'choose-clinic', clinicId: 'nowhere' });
    expect(kiosk.at('choose').tiles).toEqual([
      { kind: 'clinic', clinic: shownClinic(eyeClinic), intake: 'open' },
      { kind: 'clinic', clinic: shownClinic(closedClinic), intake: 'closed' },
    ]);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('back');
    expect(kiosk.at('choose').state).toBe('clinics');
    await kiosk.send('start-over');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    expect(kiosk.queue.drafts).toEqual([]);
  });
});

describe('a card that does not open', () => {
  const failed = async (
    kind: 'wrong-key' | 'not-a-document' | 'protocol' | 'cancelled' | 'card-lost' | 'reader-lost',
  ) => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    const failure =
      kind === 'wrong-key'
        ? { kind, tried: 1, ask: 'mrz' as const }
        : kind === 'cancelled'
          ? { kind }
          : { kind, detail: 'as the test wants it' };
    kiosk.reader.read.answer({ ok: false, failure, cost: NO_COST });
    await settle();
    return kiosk;
  };

  it.each([
    ['wrong-key', 'wrong-key'],
    ['not-a-document', 'not-a-document'],
    ['protocol', 'unreadable'],
    ['cancelled', 'unreadable'],
    ['card-lost', 'pulled'],
    ['reader-lost', 'reader-gone'],
  ] as const)('because of %s is said as %s', async (kind, problem) => {
    const kiosk = await failed(kind);
    expect(kiosk.at('identify')).toMatchObject({
      card: { state: 'problem', problem, triesLeft: 2 },
      portrait: null,
      holder: { identity: 'claimed' },
    });
  });

  it('and takes its access number alone is left: nothing can be typed here', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.read.answer({ ok: false, failure: { kind: 'wrong-key', tried: 0, ask: 'can' }, cost: NO_COST });
    await settle();
    expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem: 'no-key', triesLeft: 2 });
  });

  it('is unreadable when the reader crashes', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.read.crash();
    await settle();
    expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem: 'unreadable', triesLeft: 2 });
  });

  it('has no key when the code gives no expiry', async () => {
    const kiosk = openFullKiosk();
    kiosk.reader.layCard();
    kiosk.scanner.show({ ...codeOf(hanh), expiryCandidates: [] });
    await settle();
    expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem: 'no-key', triesLeft: 2 });
    expect(kiosk.reader.reads).toEqual([]);
  });

  it('is read again on request, and the visit goes on by code after the last try', async () => {
    const kiosk = await failed('wrong-key');
    for (const tries of [1, 0]) {
      await kiosk.send('try-card-again');
      expect(kiosk.at('identify').card.state).toBe('reading');
      kiosk.reader.read.crash();
      await settle();
      if (tries > 0) expect(kiosk.at('identify').card).toMatchObject({ triesLeft: tries });
    }
    expect(kiosk.at('appointments').holder.identity).toBe('claimed');
    expect(kiosk.state().context.identity?.chipSkipped).toBe('not-opened');
  });

  it('is awaited again when it was taken, and read when it comes back', async () => {
    const kiosk = await failed('protocol');
    kiosk.reader.takeCard();
    await kiosk.send('try-card-again');
    expect(kiosk.at('identify').card.state).toBe('awaited');
    kiosk.reader.layCard();
    expect(kiosk.at('identify').card.state).toBe('reading');
  });

  it('may be left aside', async () => {
    const kiosk = await failed('protocol');
    await kiosk.send('continue-without-card');
    await kiosk.send('walk-in');
    expect(kiosk.state().context.identity?.chipSkipped).toBe('not-opened');
    expect(kiosk.shown().step).toBe('choose');
  });

  it('does not get new tries by the same code, but another code starts anew, with or without a card there', async () => {
    const kiosk = await failed('wrong-key');
    await usualVisit.awaiting(kiosk, hanh);
    expect(kiosk.at('identify').card).toMatchObject({ state: 'problem', triesLeft: 2 });
    await usualVisit.awaiting(kiosk, khoa);
    expect(kiosk.at('identify')).toMatchObject({ card: { state: 'reading' }, holder: { fullName: khoa.fullName } });
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').card).toMatchObject({ problem: 'pulled', triesLeft: 2 });
    await usualVisit.awaiting(kiosk, hanh);
    expect(kiosk.at('identify')).toMatchObject({ card: { state: 'awaited' }, holder: { fullName: hanh.fullName } });
  });
});
