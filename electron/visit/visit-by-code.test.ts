import { describe, expect, it } from 'vitest';
import { startVisit } from './visit.ts';
import { FakeQueue, FakeScanner, fakePorts, openFullKiosk, openKiosk, settle } from './visit-testing.ts';
import { codeOf, hanh, patientCode } from './visit-testing-people.ts';

describe('a visit by code alone', () => {
  it('asks for no card when there is no reader', async () => {
    const scanner = new FakeScanner();
    const kiosk = openKiosk({ scanner, reader: null });
    scanner.show(codeOf(hanh));
    await settle();
    expect(kiosk.at('appointments').holder).toEqual({
      fullName: hanh.fullName,
      maskedIdNumber: '•••••••••345',
      birthYear: '1990',
      sex: null,
      identity: 'claimed',
    });
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft.evidence).toEqual([
      { method: 'code-scanned' },
      { method: 'chip-not-read', reason: 'no-reader' },
    ]);
  });

  it('takes the paper code of a patient, and the name from the record', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(patientCode);
    await settle();
    await kiosk.send('walk-in');
    expect(kiosk.hospital.lastCallOf('findPatient').request).toMatchObject({ patientCode: 'BN-00417', idNumber: null });
    expect(kiosk.at('choose').holder).toEqual({
      fullName: hanh.fullName,
      maskedIdNumber: null,
      birthYear: '1990',
      sex: 'female',
      identity: 'claimed',
    });
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({
      person: { patientCode: 'BN-00417' },
      evidence: [{ method: 'code-scanned' }],
    });
  });

  it('shows a claim without a name while the hospital still looks for the paper code', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.held.add('findPatient');
    kiosk.scanner.show(patientCode);
    await settle();
    await kiosk.send('walk-in');
    expect(kiosk.at('choose')).toMatchObject({
      state: 'looking-up',
      holder: { fullName: '', birthYear: null },
      tiles: [],
      lastTime: null,
      canBringSomebody: false,
      insurance: { outcome: 'unknown', maskedNumber: null },
      hospitalReachable: true,
    });
  });

  it('runs without any device, and stops', async () => {
    const kiosk = openKiosk({ reader: null, scanner: null, cameraConfigured: false });
    expect(kiosk.visit.view()).toEqual({
      visit: { step: 'attract', prompt: 'welcome' },
      visitor: 0,
      isPrompted: false,
      language: 'vi',
      display: { contrast: 'normal', text: 'normal', reach: 'normal' },
      speechOn: false,
      camera: 'not-reachable',
      faceReturn: false,
      idleSecondsLeft: null,
      strayCode: 'none',
      codes: { taken: 0, inVain: 0 },
      scannedKey: null,
      ticketBehind: null,
    });
    kiosk.visit.stop();
    expect(kiosk.state().status).toBe('stopped');
  });
});

describe('the visit as the station holds it', () => {
  it('runs on the clock of the machine when it is given none', () => {
    const visit = startVisit({
      ports: fakePorts(),
      queue: new FakeQueue(),
      devices: { reader: null, scanner: null, parseCode: () => patientCode, cameraConfigured: true },
      language: 'en',
    });
    expect(visit.view()).toMatchObject({ visit: { step: 'attract' }, language: 'en', camera: 'ready' });
    visit.stop();
  });

  it('tells its listeners of every change until they leave, and lets go of its devices when stopped', async () => {
    const kiosk = openFullKiosk();
    let changes = 0;
    const leave = kiosk.visit.subscribe(() => (changes += 1));
    await kiosk.send({ type: 'choose-language', language: 'en' });
    expect(changes).toBeGreaterThan(0);
    const before = changes;
    leave();
    await kiosk.send({ type: 'choose-language', language: 'vi' });
    expect(changes).toBe(before);

    kiosk.visit.stop();
    expect([kiosk.reader, kiosk.scanner, kiosk.queue].map(({ listeners }) => listeners.count)).toEqual([0, 0, 0]);
  });

  it('keeps what the screen last said of the camera, in every step', async () => {
    const kiosk = openFullKiosk();
    expect(kiosk.visit.view().camera).toBe('ready');
    await kiosk.send({ type: 'camera', state: 'not-responding' });
    expect(kiosk.visit.view().camera).toBe('not-responding');
    kiosk.scanner.show(codeOf(hanh));
    await kiosk.send({ type: 'camera', state: 'ready' });
    expect(kiosk.visit.view().camera).toBe('ready');
  });
});
