import { describe, expect, it } from 'vitest';
import type { StationHand } from './harness/station-client.ts';
import { arrivalOf, encounterOf, followUpOf, useHeadless } from './harness/headless.ts';
import { anyHour, searchHospital } from './harness/hospital.ts';
import { person } from './harness/people.ts';
import { chooseClinic, show, showNothingOfUse, toStep } from './harness/visits.ts';

/** Who is at the kiosk, and for whom: carers, families, people who come again, codes that are good once. */

const reader = 'devices.reader.kind = "none"';
const station = useHeadless({ settings: [reader, anyHour] });

/** Shows the code of somebody new here, and leaves it to staff what the hospital wants to know of them. */
async function showNewcomer(hand: StationHand, personId: string): Promise<void> {
  await show(hand, { type: 'scan-person', personId, code: 'cccd' }, ({ step }) => step === 'details');
  hand.intent({ type: 'skip-answer' });
  await hand.at('choose');
}

/** What the hospital was told of who came along with the patient of an Encounter. */
async function carerOf(encounter: Record<string, unknown>): Promise<string> {
  const responses = await searchHospital(station().hospital, 'QuestionnaireResponse?status=completed');
  const own = responses.filter(({ encounter: of }) =>
    JSON.stringify(of).includes(`Encounter/${String(encounter['id'])}"`),
  );
  return JSON.stringify(own);
}

describe('somebody who brings the patient', () => {
  it('by a code: the visit is the child’s, the carer stands beside it', async () => {
    const child = person('f01');
    const visit = await station().visit('p14', 'qr', { answers: { companion: { person: child, via: 'qr' } } });
    expect(visit.report).toMatchObject({ outcome: 'ticket', confirmed: true });
    expect(visit.shown('confirm')).toMatchObject({ holder: { fullName: child.fullName } });
    expect(visit.shown('confirm').carer).not.toContain(person('p14').fullName);
    expect(arrivalOf(station(), visit)).toMatchObject({ withCarer: true, stream: 'priority', appointment: true });
    const encounter = await encounterOf(station(), visit);
    expect(encounter).toMatchObject({ subject: { reference: 'Patient/pat-f01' } });
    expect(await carerOf(encounter)).toContain(person('p14').fullName);
  });

  it('by a number that is typed: the parent is the patient', async () => {
    const parent = person('f33');
    const visit = await station().visit('f05', 'qr', { answers: { companion: { person: parent, via: 'typed' } } });
    expect(visit.steps).toContain('typed');
    expect(visit.report.evidence).toContainEqual(expect.stringMatching(/^number-typed/));
    const encounter = await encounterOf(station(), visit);
    expect(encounter).toMatchObject({ subject: { reference: 'Patient/pat-f33' } });
    expect(await carerOf(encounter)).toContain(person('f05').fullName);
  });

  it('without a number: the desk, and staff know who waits with them', async () => {
    const visit = await station().visit('f03', 'qr', { answers: { companion: 'no-number' } });
    expect(visit.report).toMatchObject({ outcome: 'desk', reason: 'no-document', confirmed: true });
    expect(followUpOf(station(), visit)).toMatchObject({ reason: 'no-document', patientKnown: false });
    const tasks = await searchHospital(station().hospital, 'Task?code=desk-follow-up');
    const own = tasks.filter((task) => JSON.stringify(task).includes(`"${visit.report.ticket?.number ?? ''}"`));
    expect(own).toHaveLength(1);
    expect(JSON.stringify(own)).toContain(person('f03').fullName);
  });
});

describe('a family', () => {
  async function takeNumber(hand: StationHand, clinicId: string) {
    await hand.at('choose', ({ state }) => state === 'clinics');
    await chooseClinic(hand, clinicId);
    hand.intent({ type: 'confirm' });
    return hand.at('ticket', ({ sync }) => sync === 'confirmed');
  }

  it('goes on one after the other, without a word about the one before', async () => {
    const { hand, hospital } = station();
    const before = hospital.counts();
    await toStep(hand, 'f06', 'choose');
    const mother = await takeNumber(hand, 'da-lieu');
    hand.intent({ type: 'next-person' });
    await hand.at('attract', ({ prompt }) => prompt === 'next-person');
    await showNewcomer(hand, 'f12');
    const father = await takeNumber(hand, 'da-lieu');
    expect(father.number).not.toBe(mother.number);
    expect(hospital.counts().encounters).toBe(before.encounters + 2);
    const arrival = hospital.desk().arrivals.find(({ number }) => number === father.number);
    expect(arrival).toMatchObject({ withCarer: false });
  });

  it('of a carer with two children: the carer shows one code, once', async () => {
    const { hand, hospital } = station();
    await toStep(hand, 'p08', 'choose');
    hand.intent({ type: 'bring-somebody' });
    await hand.at('companion');
    await showNothingOfUse(hand);
    await show(
      hand,
      { type: 'scan-person', personId: 'p08', code: 'cccd' },
      (visit) => visit.step === 'companion' && visit.problem === 'same-person',
    );
    await showNewcomer(hand, 'f02');
    const first = await takeNumber(hand, 'nhi');
    hand.intent({ type: 'next-person' });
    await hand.at('companion');
    await show(hand, { type: 'scan-person', personId: 'f23', code: 'cccd' }, ({ step }) => step === 'insurance');
    hand.intent({ type: 'go-on-paying' });
    const second = await takeNumber(hand, 'nhi');
    const numbers = [first.number, second.number];
    const arrivals = hospital.desk().arrivals.filter(({ number }) => numbers.includes(number));
    expect(arrivals).toMatchObject([{ withCarer: true }, { withCarer: true }]);
    hand.intent({ type: 'finish' });
    await hand.at('attract');
  });
});

describe('the same person again', () => {
  const other = useHeadless({
    settings: [reader, anyHour, 'kiosk.id = "K2"'],
    hospital: () => station().hospital,
  });

  it('has the number that they have', async () => {
    const first = await station().visit('f13', 'qr', { clinicId: 'tai-mui-hong' });
    const before = station().hospital.counts();
    const again = await station().visit('f13', 'typed', { clinicId: 'tai-mui-hong' });
    expect(again.report.ticket).toEqual(first.report.ticket);
    expect(again.shown('ticket')).toMatchObject({ origin: 'existing' });
    expect(station().hospital.counts()).toMatchObject({ encounters: before.encounters, tickets: before.tickets });
  });

  it('at another kiosk is still one visit of the hospital', async () => {
    const before = station().hospital.counts();
    const elsewhere = await other().visit('f13', 'qr', { clinicId: 'tai-mui-hong' });
    expect(elsewhere.report).toMatchObject({ outcome: 'ticket', confirmed: true });
    expect(station().hospital.counts()).toMatchObject({ encounters: before.encounters, tickets: before.tickets });
  });
});

describe('a VNeID code', () => {
  it('is good once: the second time a new one is asked for, and nothing is known of whose it was', async () => {
    const { hand, hospital } = station();
    const token = hospital.staff.mintVneidToken('f34');
    const visit = await station().visit('f34', 'vneid', { shows: token, clinicId: 'ngoai' });
    expect(visit.prompts).toContain('checking-code');
    expect(visit.report).toMatchObject({ outcome: 'ticket', confirmed: true });
    expect(visit.report.evidence).toContainEqual(expect.stringMatching(/^vneid-verified/));
    expect(await encounterOf(station(), visit)).toMatchObject({ subject: { reference: 'Patient/pat-f34' } });
    const before = await hand.queue();
    const isExpired = (shown: { step: string; prompt?: string }) => shown.prompt === 'code-expired';
    await showNothingOfUse(hand);
    await show(hand, { type: 'scan', text: token }, isExpired);
    expect(JSON.stringify(hand.connection.snapshot())).not.toContain(person('f34').fullName);
    expect(await hand.queue()).toHaveLength(before.length);
  });
});

describe('a code, then its card', () => {
  const withReader = useHeadless({ settings: ['devices.camera.kind = "none"', 'delays.greetMs = 100', anyHour] });

  it.each(['p08', 'p14'])('%s: opens the chip, and between the two nothing is asked', async (id) => {
    const visit = await withReader().visit(id, 'card', {});
    expect(visit.steps.filter((step) => step !== 'attract').slice(0, 2)).toEqual(['identify', 'choose']);
    expect(visit.steps).not.toContain('typed');
    expect(visit.report.evidence[1], visit.report.cardProblems.join()).toMatch(/^chip-read/);
    expect(visit.shown('confirm').holder.identity).toBe('proven');
    expect(arrivalOf(withReader(), visit).evidence).toContainEqual({ method: 'chip-read', finding: 'consistent' });
  });
});
