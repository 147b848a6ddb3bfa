import { describe, expect, it, onTestFinished } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { formatTime } from '../renderer/language/format.ts';
import { vi } from '../renderer/language/vi.ts';
import { clinics } from '../fixtures/his/clinics.ts';
import { openHospital } from './harness/hospital.ts';
import type { HouseKiosk } from './harness/kiosk.ts';
import { person } from './harness/people.ts';
import type { Screen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { until } from './harness/until.ts';
import { kioskOfTest, screenOfTest, useBrowser } from './harness/suite.ts';
import { quickSettings, takeTicket, toClinics } from './harness/visits.ts';

/** A hospital that was known once is known while it is away, also to a station that starts without it. */

const browser = useBrowser();

/** As an installer wrote it, before the hospital had a say. */
const oldRoom = { id: 'noi-tong-quat', name: 'Nội (cũ)', room: '999' };
const settings = [
  ...quickSettings,
  `clinics = [{ id = "${oldRoom.id}", room = "${oldRoom.room}", floor = "9", name = { vi = "${oldRoom.name}", en = "Old" } }]`,
];

/** A hospital whose clinics have rules before any kiosk asks for them. */
async function hospitalOfTest() {
  const hospital = await openHospital();
  onTestFinished(() => hospital.close());
  return hospital;
}

const clinicTarget = (screen: Screen, name: string) =>
  screen.page.getByRole('list', { name: vi.choose.clinics }).getByRole('button', { name });

/** Cuts the hospital once the kiosk has what it asks for in the background: nothing says so before the cut. */
async function cutOnceKnown(
  { hospital }: HouseKiosk,
  hand: StationHand,
  isKnown: (offered: readonly { open: boolean }[]) => boolean,
): Promise<void> {
  await until('the hospital to be known', async () => {
    await hand.snapshotWith('the hospital', ({ devices }) => devices.hospital === 'reachable');
    // A visit's questions come after those of the background.
    await toClinics(hand, 'f04');
    hospital.cut();
    // Hours and appointments are fetched on their own; each has come when it shows without the hospital.
    const { clinics: offered } = await toClinics(hand, 'f03');
    const { appointment } = await toClinics(hand, 'p06');
    if (isKnown(offered) && appointment !== null) return true;
    await hospital.restore();
    return null;
  });
}

describe('a station that starts while the hospital is away', () => {
  it('knows its clinics, hours, quotas and appointments, and says since when', async () => {
    const hospital = await hospitalOfTest();
    hospital.staff.setClinic('nhi', { hours: [{ opens: '00:00', closes: '00:01' }] });
    hospital.staff.setClinic('da-lieu', { quotas: { morning: 0, afternoon: 0 } });
    hospital.staff.setClinic('mat', { quotas: { morning: 1, afternoon: 1 } });
    const kiosk = await kioskOfTest({ settings, hospital });
    await cutOnceKnown(kiosk, await kiosk.join(), (offered) => offered.some(({ open }) => !open));
    await kiosk.killStation();

    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    const offered = await toClinics(hand, 'f03');
    expect(offered.clinics.map(({ id, name, room }) => ({ id, name, room }))).toEqual(
      clinics.map(({ id, name, room }) => ({ id, name, room })),
    );
    // Figures of an earlier moment are none.
    expect(offered.clinics.map(({ waiting }) => waiting)).toEqual(clinics.map(() => null));
    expect(offered.clinics.filter(({ open }) => !open).map(({ id }) => id)).toEqual(['nhi', 'da-lieu']);
    expect(offered).toMatchObject({ hospitalReachable: false, appointment: null, readModel: { ageMinutes: 0 } });
    await screen.says(vi.choose.hospitalAway).waitFor();
    const fetchedAt = offered.readModel?.fetchedAt ?? '';
    await screen.says(vi.choose.asOf.replace('{{time}}', formatTime(fetchedAt, 'vi'))).waitFor();
    expect(await clinicTarget(screen, 'Nội tổng quát').textContent()).toContain('Phòng 101');
    expect(await screen.page.getByText(oldRoom.room).count()).toBe(0);
    await screen.chooseLanguage('English');
    await screen.says(en.choose.hospitalAway).waitFor();
    await screen.says(en.choose.asOf.replace('{{time}}', formatTime(fetchedAt, 'en'))).waitFor();

    // The last place of a session is given here, and not twice.
    const last = await takeTicket(hand, 'f04', 'mat');
    const after = await toClinics(hand, 'f05');
    expect(after.clinics.find(({ id }) => id === 'mat')?.open).toBe(false);
    await screen.step('choose').waitFor();
    expect(await screen.page.locator('[data-ticket-number]').count()).toBe(0);

    const patient = person('p06');
    const known = await toClinics(hand, patient.id);
    expect(known.appointment).toMatchObject({ clinicId: patient.appointment?.clinicId });
    await screen.says(vi.choose.appointment.replace('{{time}}', patient.appointment?.time ?? '')).waitFor();

    // Whom the hospital knows by the kiosk's cache is no provisional patient.
    const booked = person('f14');
    const ticket = await takeTicket(hand, booked.id, booked.appointment?.clinicId ?? '');
    await hospital.restore();
    for (const { key } of [last, ticket]) await hand.row(key, ({ state }) => state === 'confirmed');
    const arrivals = hospital.desk().arrivals;
    expect(arrivals.find(({ number }) => number === ticket.number)).toMatchObject({
      provisional: false,
      appointment: true,
    });
    // Nor whom it found here before.
    expect(arrivals.find(({ number }) => number === last.number)).toMatchObject({ provisional: false });
  });

  it('and never saw one has the clinics of its configuration, and no age', async () => {
    const hospital = await hospitalOfTest();
    hospital.cut();
    const kiosk = await kioskOfTest({ settings, hospital });
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    const offered = await toClinics(hand, 'p06');
    expect(offered).toMatchObject({ clinics: [{ id: oldRoom.id }], appointment: null, readModel: null });
    await screen.says(vi.choose.hospitalAway).waitFor();
    expect(await screen.step('choose').textContent()).not.toMatch(/Thông\stin\slúc/u);

    // It learns while it runs.
    await hospital.restore();
    await hand.snapshotWith('the hospital', ({ devices }) => devices.hospital === 'reachable');
    await cutOnceKnown(kiosk, hand, (offered) => offered.length === clinics.length);
    const learned = await toClinics(hand, 'p06');
    expect(learned.clinics).toHaveLength(clinics.length);
    expect(learned.appointment?.clinicId).toBe('mat');
  });
});
