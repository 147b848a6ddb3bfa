import { describe, expect, it, onTestFinished } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { formatTime } from '../renderer/language/format.ts';
import { vi } from '../renderer/language/vi.ts';
import { clinics } from '../fixtures/his/clinics.ts';
import type { Tile } from '../electron/bridge/clinic-snapshot.ts';
import { anyHour, openHospital } from './harness/hospital.ts';
import type { HouseKiosk } from './harness/kiosk.ts';
import { person } from './harness/people.ts';
import type { StationHand } from './harness/station-client.ts';
import { until } from './harness/until.ts';
import { kioskOfTest, screenOfTest, useBrowser } from './harness/suite.ts';
import { arriveForAll, quickSettings, takeTicket, toClinics, toStep } from './harness/visits.ts';

/** A hospital that was known once is known while it is away, also to a station that starts without it. */

const browser = useBrowser();

/** As an installer wrote it, before the hospital had a say. */
const oldRoom = { id: 'ngoai', name: 'Ngoại (cũ)', room: '999' };
const settings = [
  ...quickSettings,
  anyHour,
  `clinics = [{ id = "${oldRoom.id}", room = "${oldRoom.room}", floor = "9", name = { vi = "${oldRoom.name}", en = "Old" } }]`,
];

/** A hospital whose clinics have rules before any kiosk asks for them. */
async function hospitalOfTest() {
  const hospital = await openHospital();
  onTestFinished(() => hospital.close());
  return hospital;
}

/** Tiles as the list has them: one for both rooms of general medicine, and none for the screening desk. */
const listed = clinics.filter(({ isScreening, id }) => !isScreening && id !== 'noi-tong-quat-2');

const tileId = (tile: Tile): string => (tile.kind === 'clinic' ? tile.clinic.id : tile.code);

/** Cuts the hospital once the kiosk has what it asks for in the background: nothing says so before the cut. */
async function cutOnceKnown(
  { hospital }: HouseKiosk,
  hand: StationHand,
  isKnown: (offered: readonly Tile[]) => boolean,
): Promise<void> {
  await until('the hospital to be known', async () => {
    await hand.snapshotWith('the hospital', ({ devices }) => devices.hospital === 'reachable');
    // A visit's questions come after those of the background.
    await toClinics(hand, 'f04');
    hospital.cut();
    // Hours and appointments are fetched on their own; each has come when it shows without the hospital.
    const { tiles } = await toClinics(hand, 'f03');
    if (isKnown(tiles) && (await isBooked(hand, 'p06'))) return true;
    await hospital.restore();
    return null;
  });
}

/** Whether somebody is asked about appointments, and not only where they want to go. */
const isBooked = async (hand: StationHand, personId: string): Promise<boolean> =>
  (await toStep(hand, personId, 'appointments', 'choose')).step === 'appointments';

describe('a station that starts while the hospital is away', () => {
  it('knows its clinics, hours, quotas and appointments, and says since when', async () => {
    const hospital = await hospitalOfTest();
    hospital.staff.setClinic('nhi', { hours: [{ opens: '00:00', closes: '00:01' }] });
    hospital.staff.setClinic('da-lieu', { quotas: { morning: 0, afternoon: 0 } });
    hospital.staff.setClinic('mat', { quotas: { morning: 1, afternoon: 1 } });
    const kiosk = await kioskOfTest({ settings, hospital });
    await cutOnceKnown(kiosk, await kiosk.join(), (tiles) => tiles.some(({ intake }) => intake !== 'open'));
    await kiosk.killStation();

    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    const offered = await toClinics(hand, 'f03');
    expect(offered.tiles.map(tileId)).toEqual(
      listed.map(({ id, specialty }) => (id === 'noi-tong-quat' ? specialty.code : id)),
    );
    expect(offered.tiles.flatMap((tile) => (tile.kind === 'clinic' ? [tile.clinic] : []))).toMatchObject(
      listed.filter(({ id }) => id !== 'noi-tong-quat').map(({ id, name, room }) => ({ id, name, room })),
    );
    // Figures of an earlier moment are none.
    const waiting = offered.tiles.map((tile) => (tile.kind === 'clinic' ? tile.clinic : tile).waiting);
    expect(waiting).toEqual(listed.map(() => null));
    expect(offered.tiles.filter(({ intake }) => intake !== 'open').map(tileId)).toEqual(['nhi', 'da-lieu']);
    expect(offered).toMatchObject({ hospitalReachable: false, readModel: { ageMinutes: 0 } });
    await screen.says(vi.choose.hospitalAway).waitFor();
    const fetchedAt = offered.readModel?.fetchedAt ?? '';
    await screen.says(vi.choose.asOf.replace('{{time}}', formatTime(fetchedAt, 'vi'))).waitFor();
    expect(await screen.clinic('Ngoại').textContent()).toContain('Phòng 104');
    expect(await screen.page.getByText(oldRoom.room).count()).toBe(0);
    await screen.chooseLanguage('English');
    await screen.says(en.choose.hospitalAway).waitFor();
    await screen.says(en.choose.asOf.replace('{{time}}', formatTime(fetchedAt, 'en'))).waitFor();

    // The last place of a session is given here, and not twice.
    const last = await takeTicket(hand, 'f04', 'mat');
    await toClinics(hand, 'f05');
    hand.intent({ type: 'choose-clinic', clinicId: 'mat' });
    // Another session may still be had there.
    const { rooms } = await hand.at('choose', ({ state }) => state === 'rooms');
    expect(rooms?.list).toMatchObject([{ clinic: { id: 'mat' }, intake: 'full' }]);
    expect(rooms?.later.length).toBeGreaterThan(0);
    await screen.step('choose').waitFor();
    expect(await screen.page.locator('[data-ticket-number]').count()).toBe(0);

    const patient = person('p06');
    const time = patient.appointment?.time ?? '';
    const known = await toStep(hand, patient.id, 'appointments');
    // The one place of its clinic was given a moment ago.
    expect(known.appointments).toMatchObject([{ clinic: { id: 'mat' }, time, state: 'clinic-full' }]);
    await screen.step('appointments').getByText(formatTime(time, 'vi')).waitFor();

    // Whom the hospital knows by the kiosk's cache is no provisional patient.
    const booked = person('f14');
    const ticket = await arriveForAll(hand, booked.id);
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
    expect(offered).toMatchObject({ tiles: [{ clinic: { id: oldRoom.id } }], readModel: null });
    await screen.says(vi.choose.hospitalAway).waitFor();
    expect(await screen.step('choose').textContent()).not.toMatch(/Thông\stin\slúc/u);

    // It learns while it runs.
    await hospital.restore();
    await hand.snapshotWith('the hospital', ({ devices }) => devices.hospital === 'reachable');
    await cutOnceKnown(kiosk, hand, (tiles) => tiles.length === listed.length);
    const learned = await toStep(hand, 'p06', 'appointments');
    expect(learned.appointments).toMatchObject([{ clinic: { id: 'mat' } }]);
    expect((await toClinics(hand, 'f03')).tiles).toHaveLength(listed.length);
  });
});
