import { describe, expect, it } from 'vitest';
import { insuranceCodeText } from '../fixtures/people/person.ts';
import { searchHospital } from './harness/hospital.ts';
import { arrivalOf, encounterOf, followUpOf, useHeadless } from './harness/headless.ts';
import { person } from './harness/people.ts';
import { chooseClinic, registrationOf, show, toStep } from './harness/visits.ts';

/** What a visit can come to between the code and the number, each judged by what the hospital has of it. */

const station = useHeadless({ settings: ['devices.reader.kind = "none"'] });

describe('insurance that is not settled', () => {
  it('is paid for by who chooses so', async () => {
    const visit = await station().visit('f07', 'qr', { answers: { insurance: 'go-on-paying' } });
    expect(visit.shown('insurance').insurance).toMatchObject({ outcome: 'not-covered', advice: 'expired' });
    expect(visit.shown('confirm')).toMatchObject({ isPaying: true, stream: 'paying' });
    expect(arrivalOf(station(), visit)).toMatchObject({ stream: 'paying', provisional: false });
  });

  it('is looked at by the counter for who chooses so, and no place is taken', async () => {
    const before = station().hospital.counts();
    const visit = await station().visit('f08', 'qr', { answers: { insurance: 'counter' } });
    expect(visit.report).toMatchObject({ outcome: 'desk', reason: 'insurance-at-counter', confirmed: true });
    expect(followUpOf(station(), visit)).toMatchObject({ reason: 'insurance-at-counter', patientKnown: true });
    expect(station().hospital.counts().encounters).toBe(before.encounters);
  });

  it('is settled by another card that counts', async () => {
    const { hand, hospital } = station();
    const holder = person('f36');
    const number = 'GD4922356321999';
    hospital.staff.setEligibility(number, { code: '000', insuranceNumber: number, validTo: '2030-12-31' });
    const card = insuranceCodeText({ ...holder, insurance: { ...holder.insurance!, number } });

    await toStep(hand, holder.id, 'insurance');
    await show(
      hand,
      { type: 'scan', text: 'no card at all' },
      (visit) => visit.step === 'insurance' && visit.state === 'not-a-card',
    );
    await show(hand, { type: 'scan', text: card ?? '' }, ({ step }) => step === 'choose');
    const { insurance } = await hand.at('choose', ({ state }) => state === 'clinics');
    expect(insurance).toMatchObject({ outcome: 'covered', validTo: '2030-12-31' });
    await chooseClinic(hand, 'ngoai');
    hand.intent({ type: 'confirm' });
    const { key, stream } = await hand.at('ticket', ({ sync }) => sync === 'confirmed');
    expect(stream).toBe('insured');
    const encounterId = registrationOf(station(), key)?.encounterId;
    const [encounter] = await searchHospital(hospital, `Encounter?_id=${encounterId ?? 'none'}`);
    const coverages = await searchHospital(hospital, 'Coverage?patient=Patient/pat-f36');
    expect(encounter).toMatchObject({ subject: { reference: 'Patient/pat-f36' } });
    expect(coverages.map(({ subscriberId }) => subscriberId)).toContain(number);
  });

  it('for a stay elsewhere goes to the counter, unless the patient pays', async () => {
    const visit = await station().visit('f19', 'qr', { answers: { insurance: 'go-on-paying' } });
    const { insurance, offers } = visit.shown('insurance');
    expect(insurance).toMatchObject({ advice: 'open-stay', openStayAt: 'Bệnh viện Đa khoa Mẫu Đông' });
    expect(offers).toEqual(['counter', 'go-on-paying']);
    expect(arrivalOf(station(), visit)).toMatchObject({ stream: 'paying' });
  });

  it('for the wrong route says so, and for a referral that has run out says that', async () => {
    const elsewhere = await station().visit('f20', 'qr', {});
    expect(elsewhere.shown('insurance').insurance.advice).toBe('out-of-route');
    const late = await station().visit('f21', 'qr', {});
    expect(late.shown('insurance').insurance).toMatchObject({
      advice: 'referral-expired',
      referral: { validTo: '2026-06-30', isOver: true },
    });
    for (const visit of [elsewhere, late]) expect(arrivalOf(station(), visit)).toMatchObject({ stream: 'paying' });
  });
});

describe('a referral', () => {
  it('that holds asks nothing, and goes with the visit', async () => {
    const visit = await station().visit('f22', 'qr', {});
    expect(visit.steps).not.toContain('insurance');
    expect(arrivalOf(station(), visit)).toMatchObject({ stream: 'insured' });
    expect(await encounterOf(station(), visit)).toMatchObject({
      basedOn: [{ reference: expect.stringMatching(/^ServiceRequest\//) as string }],
    });
  });
});

describe('a walk-in', () => {
  it('to any room goes where the fewest wait', async () => {
    const visit = await station().visit('f03', 'qr', { answers: { choose: 'room' } });
    const rooms = visit.shown('choose').rooms?.list ?? [];
    const least = rooms.toSorted((one, other) => (one.waiting ?? 0) - (other.waiting ?? 0))[0];
    expect(rooms.length).toBeGreaterThan(2);
    const [choice] = visit.shown('confirm').choices;
    expect(choice?.clinic.id).toBe(least?.clinic.id);
    expect(arrivalOf(station(), visit)).toMatchObject({ room: least?.clinic.room, appointment: false });
  });

  it('to a specialty is two touches, and goes where the fewest wait', async () => {
    const visit = await station().visit('f04', 'qr', {});
    expect(visit.steps.slice(-4)).toEqual(['choose', 'confirm', 'ticket', 'attract']);
    expect(visit.shown('choose').tiles[0]).toMatchObject({ kind: 'specialty', code: 'noi' });
    expect(visit.shown('confirm')).toMatchObject({ choices: [{ clinic: { specialty: 'noi' } }], canChooseRoom: true });
  });

  it('to a doctor of their choice waits for that doctor', async () => {
    const visit = await station().visit('f05', 'qr', { clinicId: 'noi-tong-quat', answers: { choose: 'doctor' } });
    const doctors = visit.shown('choose').rooms?.list.map(({ doctor }) => doctor?.id);
    expect(doctors?.slice(0, 2)).toEqual(['bs-hoa', 'bs-binh']);
    expect(visit.shown('confirm').choices).toMatchObject([{ doctor: 'BS. Lê Thị Mỹ Hòa' }]);
    expect(await encounterOf(station(), visit)).toMatchObject({
      participant: [{ individual: { reference: 'Practitioner/bs-hoa' } }],
    });
  });

  it('as last time is one touch', async () => {
    const visit = await station().visit('f31', 'qr', { answers: { choose: 'last' } });
    expect(visit.shown('choose').lastTime).toMatchObject({ clinic: { id: 'mat' }, doctor: 'BS. Đỗ Minh Quang' });
    expect(visit.steps).toEqual(['choose', 'confirm', 'ticket', 'attract']);
    expect(arrivalOf(station(), visit)).toMatchObject({ clinic: { vi: 'Mắt' } });
    expect(await encounterOf(station(), visit)).toMatchObject({
      participant: [{ individual: { reference: 'Practitioner/bs-quang' } }],
    });
  });

  it('who does not know where to go queues at the screening desk', async () => {
    const visit = await station().visit('f06', 'qr', { answers: { choose: 'screening' } });
    expect(visit.shown('choose').screening).toBe('clinic');
    expect(visit.report).toMatchObject({
      outcome: 'ticket',
      ticket: { number: expect.stringMatching(/^S/) as string },
    });
    expect(arrivalOf(station(), visit)).toMatchObject({ clinic: { vi: 'Sàng lọc' } });
  });

  it('for a later session is planned, and is nobody who waits now', async () => {
    const visit = await station().visit('f12', 'qr', { clinicId: 'mat', answers: { choose: 'later' } });
    const later = visit.shown('confirm').later;
    expect(later).not.toBeNull();
    expect(visit.shown('ticket').later).toEqual(later);
    const { serviceDate, session } = later!;
    expect(arrivalOf(station(), visit)).toMatchObject({ planned: { serviceDate, session } });
    expect(await encounterOf(station(), visit)).toMatchObject({ status: 'planned' });
  });
});

describe('priority', () => {
  it('for pregnancy is said by the patient, and staff are told that it is only said', async () => {
    const before = await station().visit('p14', 'qr', { clinicId: 'san' });
    expect(arrivalOf(station(), before)).toMatchObject({ stream: 'insured', declared: [] });
    const visit = await station().visit('p02', 'qr', { clinicId: 'san', answers: { declares: ['pregnancy'] } });
    expect(visit.shown('confirm')).toMatchObject({ stream: 'priority', priorityReason: 'pregnancy' });
    expect(arrivalOf(station(), visit)).toMatchObject({ stream: 'priority', declared: ['pregnancy'] });
    expect(await encounterOf(station(), visit)).toMatchObject({ priority: { coding: [{ code: 'UR' }] } });
    const tickets = await searchHospital(station().hospital, 'Task?code=queue-ticket');
    const ofVisit = tickets.filter((ticket) =>
      JSON.stringify(ticket).includes(`"${visit.report.ticket?.number ?? ''}"`),
    );
    expect(ofVisit).toMatchObject([{ reasonCode: { coding: [{ code: 'pregnancy' }] } }]);
  });

  it('by age asks for no declaration', async () => {
    const visit = await station().visit('f13', 'qr', {});
    expect(visit.shown('confirm')).toMatchObject({ priorityReason: 'age-75-or-more', mayDeclare: [] });
    expect(arrivalOf(station(), visit)).toMatchObject({ stream: 'priority', declared: [] });
  });
});

describe('an emergency', () => {
  it('reaches the hospital at once, and nobody is asked who they are', async () => {
    const { hand, hospital } = station();
    const before = await hand.queue();
    hand.intent({ type: 'finish' });
    await hand.at('attract');
    hand.intent({ type: 'emergency' });
    await hand.at('emergency');
    await hand.snapshotWith('staff to know', ({ staffCall }) => staffCall === 'known');
    expect(hospital.desk().calls).toMatchObject([{ kioskId: 'K1', location: 'Sảnh chính', isEmergency: true }]);
    expect(await hand.queue()).toHaveLength(before.length);
    hand.intent({ type: 'finish' });
    await hand.at('attract');
  });
});
