import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import {
  chipOf,
  codeOf,
  covered,
  hanh,
  insuranceCodeOf,
  khoa,
  minh,
  patientCode,
  recordFor,
  slipCode,
  tracesOf,
} from './visit-testing-people.ts';

const expired = { ...covered, code: '010', outcome: 'not-covered' } as const;

/** Hanh, by card and face, says that somebody else is the patient. */
async function bringing(kiosk: FullKiosk = openFullKiosk()): Promise<FullKiosk> {
  await usualVisit.choose(kiosk);
  await kiosk.send('bring-somebody');
  expect(kiosk.at('companion')).toMatchObject({ problem: 'none', holder: { fullName: hanh.fullName } });
  kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
  kiosk.hospital.answers.appointments = { ok: true, value: [] };
  return kiosk;
}

async function registered(kiosk: FullKiosk): Promise<void> {
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
}

describe('somebody brings a child', () => {
  it('by their own card and the code of the child: two identities, one visit', async () => {
    const kiosk = await bringing();
    kiosk.scanner.show(codeOf(minh));
    await settle();
    expect(kiosk.at('identify')).toMatchObject({ card: { state: 'awaited' }, holder: { fullName: minh.fullName } });
    await kiosk.send('continue-without-card');
    expect(kiosk.at('choose')).toMatchObject({
      holder: { fullName: minh.fullName, identity: 'claimed' },
      carer: 'N.',
      canBringSomebody: false,
    });
    await registered(kiosk);
    expect(kiosk.queue.lastDraft).toMatchObject({
      kind: 'visit',
      person: { idNumber: minh.idNumber, fullName: minh.fullName },
      patient: { kind: 'known', patientId: `patient-${minh.idNumber}` },
      carer: { idNumber: hanh.idNumber, fullName: hanh.fullName },
    });
    expect(kiosk.hospital.lastCallOf('findPatient').request).toMatchObject({ idNumber: minh.idNumber });
  });

  it('whose number is typed', async () => {
    const kiosk = await bringing();
    await kiosk.send('type-number');
    expect(kiosk.at('typed').whose).toBe('companion');
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('companion');
    await kiosk.send('type-number');
    await kiosk.send({ type: 'typed', idNumber: '1', birthDate: '2021', expiryDate: '' });
    expect(kiosk.at('typed').problem).toBe('number');
    const patient = { ...recordFor(minh), birthDate: '2021' };
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient } };
    await kiosk.send({ type: 'typed', idNumber: minh.idNumber, birthDate: '2021', expiryDate: '' });
    expect(kiosk.at('choose')).toMatchObject({ holder: { fullName: 'N.', identity: 'claimed' }, carer: 'N.' });
  });

  it('whose card is laid: it is read, and no face is compared', async () => {
    const kiosk = await bringing();
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    kiosk.scanner.show(codeOf(khoa));
    kiosk.reader.layCard();
    kiosk.reader.read.answer(chipOf(khoa, { holder: { ...khoa } }));
    await settle();
    expect(kiosk.at('identify').holder).toMatchObject({ fullName: khoa.fullName, identity: 'proven' });
    await kiosk.advance(defaultDelays.greetMs);
    expect(kiosk.at('choose')).toMatchObject({ holder: { fullName: khoa.fullName, identity: 'proven' }, carer: 'N.' });
    await registered(kiosk);
    expect(kiosk.queue.lastDraft.evidence).toEqual([
      { method: 'code-scanned' },
      { method: 'chip-read', verdict: 'anchored' },
      { method: 'face-not-compared', reason: 'brought' },
    ]);
  });

  it('while their own card still lies there: that is not taken for the child’s', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    await kiosk.advance(defaultDelays.greetMs);
    await kiosk.send('skip-face');
    await kiosk.send('bring-somebody');
    expect(kiosk.at('companion').cardStillThere).toBe(true);
    kiosk.scanner.show(codeOf(minh));
    expect(kiosk.at('identify').card).toEqual({ state: 'awaited', otherCardThere: true });
    kiosk.reader.tellCard();
    expect(kiosk.reader.reads).toHaveLength(1);
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').card).toEqual({ state: 'awaited', otherCardThere: false });
    kiosk.reader.layCard();
    expect(kiosk.reader.reads).toHaveLength(2);
  });

  it('and another code replaces the child’s: whoever brings them stays', async () => {
    const kiosk = await bringing();
    kiosk.scanner.show(codeOf(khoa));
    kiosk.scanner.show(codeOf(minh));
    await settle();
    await kiosk.send('continue-without-card');
    expect(kiosk.at('choose')).toMatchObject({ holder: { fullName: minh.fullName }, carer: 'N.' });
    expect(kiosk.memory()).not.toContain(khoa.idNumber);
  });

  it('by an insurance card or a paper of the hospital', async () => {
    const kiosk = await bringing();
    kiosk.scanner.show(insuranceCodeOf(minh));
    await settle();
    expect(kiosk.at('choose')).toMatchObject({ holder: { fullName: minh.fullName }, carer: 'N.' });
  });

  it('without any number: to the desk with who brings them, and nobody’s name', async () => {
    const kiosk = await bringing();
    await kiosk.send('no-number');
    expect(kiosk.at('desk').reason).toBe('no-document');
    expect(kiosk.queue.lastDraft).toMatchObject({
      kind: 'desk',
      person: { idNumber: null, fullName: null },
      carer: { idNumber: hanh.idNumber },
      evidence: [],
    });
  });

  it('and asks for staff: likewise', async () => {
    const kiosk = await bringing();
    await kiosk.send('ask-for-staff');
    expect(kiosk.at('desk').reason).toBe('asked-for-staff');
    expect(kiosk.queue.lastDraft).toMatchObject({ person: { idNumber: null }, carer: { idNumber: hanh.idNumber } });
  });

  it('without a number: what contradicts their own papers is not said of the other', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.findPatient = {
      ok: true,
      value: { kind: 'one', patient: { ...recordFor(hanh), fullName: 'Nguyễn Bích Hạnh' } },
    };
    await usualVisit.choose(kiosk);
    expect(kiosk.state().context.conflicts).toHaveLength(1);
    await kiosk.send('bring-somebody');
    await kiosk.send('no-number');
    expect(kiosk.queue.lastDraft).toMatchObject({ kind: 'desk', conflicts: [] });
  });

  it('is said at insurance, appointments and details, and not of whom they bring', async () => {
    const kiosk = openFullKiosk({ requiredFields: () => ['phone'] });
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    kiosk.hospital.answers.eligibility = { ok: true, value: expired };
    await byCode(kiosk);
    expect(kiosk.at('insurance').canBringSomebody).toBe(true);
    await kiosk.send('bring-somebody');
    expect(kiosk.shown().step).toBe('companion');
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('insurance');
    await kiosk.send('go-on-paying');
    expect(kiosk.at('details').canBringSomebody).toBe(true);
    await kiosk.send('bring-somebody');
    await kiosk.send('back');
    // Who had decided to pay is not asked again.
    expect(kiosk.shown().step).toBe('details');
    await kiosk.send('bring-somebody');
    await byCode(kiosk, minh);
    expect(kiosk.at('insurance').canBringSomebody).toBe(false);
    await kiosk.send('bring-somebody');
    expect(kiosk.shown().step).toBe('insurance');
  });

  it('and thinks better of it: back to where the questions were', async () => {
    const kiosk = await bringing();
    await kiosk.send('back');
    expect(kiosk.at('appointments')).toMatchObject({ holder: { fullName: hanh.fullName }, carer: null });
  });

  it('and shows no code: said which kind, until one comes', async () => {
    const kiosk = await bringing();
    kiosk.scanner.show({ kind: 'unknown', reason: 'web-address' });
    expect(kiosk.at('companion').problem).toBe('unknown-code');
    kiosk.scanner.garble();
    expect(kiosk.at('companion').problem).toBe('unreadable-code');
    kiosk.scanner.show(codeOf(minh));
    expect(kiosk.shown().step).toBe('identify');
  });

  it('and walks away: nothing is left of either', async () => {
    const kiosk = await bringing();
    kiosk.scanner.show(codeOf(minh));
    await kiosk.send('continue-without-card');
    await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
    expect([...tracesOf(hanh), ...tracesOf(minh)].filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
  });
});

describe('whoever is brought must be somebody else', () => {
  it.each(['the code', 'the number'] as const)('by %s', async (what) => {
    const kiosk = await bringing();
    if (what === 'the code') kiosk.scanner.show(codeOf(hanh));
    else {
      await kiosk.send('type-number');
      await kiosk.send({ type: 'typed', idNumber: hanh.idNumber, birthDate: '1990', expiryDate: '' });
    }
    expect(kiosk.at('companion')).toMatchObject({ problem: 'same-person', holder: { fullName: hanh.fullName } });
  });

  it('by the record that a paper leads to', async () => {
    const kiosk = await bringing();
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(hanh) } };
    kiosk.scanner.show(patientCode);
    await settle();
    expect(kiosk.at('companion')).toMatchObject({ problem: 'same-person', holder: { fullName: hanh.fullName } });
    kiosk.scanner.show(codeOf(minh));
    await kiosk.send('continue-without-card');
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
    await kiosk.send('start-over');
  });

  it('by a code that replaces another one', async () => {
    const kiosk = await bringing();
    kiosk.scanner.show(codeOf(minh));
    kiosk.scanner.show(codeOf(hanh));
    await settle();
    await kiosk.send('continue-without-card');
    expect(kiosk.at('companion').problem).toBe('same-person');
  });
});

it('a slip of the child’s that does not say whose it is waits for the child’s code', async () => {
  const kiosk = await bringing();
  kiosk.scanner.show(slipCode);
  await settle();
  expect(kiosk.at('companion').problem).toBe('unknown-code');
  kiosk.scanner.show(codeOf(minh));
  expect(kiosk.state().context.identity?.shownSlip).toEqual(slipCode);
});

it('who was identified by a paper is shown by the name in the record', async () => {
  const kiosk = openFullKiosk();
  kiosk.scanner.show(patientCode);
  await settle();
  await kiosk.send('bring-somebody');
  kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
  await byCode(kiosk, minh);
  expect(kiosk.at('appointments').carer).toBe('N.');
});

it('who typed a number that the hospital does not know is shown by its end', async () => {
  const kiosk = openFullKiosk();
  kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
  await kiosk.send('type-number');
  await kiosk.send({ type: 'typed', idNumber: hanh.idNumber, birthDate: '1990', expiryDate: '' });
  await kiosk.send('bring-somebody');
  await byCode(kiosk, minh);
  expect(kiosk.at('choose').carer).toBe('•••••••••345');
});

it('who had only a slip that the hospital cannot look up is nobody who could bring somebody', async () => {
  const kiosk = openFullKiosk();
  kiosk.scanner.show(slipCode);
  await settle();
  await kiosk.send('bring-somebody');
  expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-unknown' });
});
