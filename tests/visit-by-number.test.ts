import { describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { formatTime } from '../renderer/language/format.ts';
import { anyHour } from './harness/hospital.ts';
import { person } from './harness/people.ts';
import type { Screen } from './harness/screen.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** By touch alone: a number on the pad, an appointment, rooms, a declaration, and the button for emergencies. */

const browser = useBrowser();
const kiosk = useKiosk({ settings: ['devices.reader.kind = "none"', 'devices.scanner.kind = "none"', anyHour] });

/** What people type stands on the screen and in nobody's address bar. */
async function typeDigits(screen: Screen, digits: string): Promise<void> {
  for (const digit of digits) await screen.press(screen.button(digit));
}

async function typeNumber(screen: Screen, personId: string): Promise<void> {
  const { citizen, birthDate } = person(personId);
  await screen.press(screen.button(vi.attract.typeNumber));
  await screen.says(vi.typed.own.number.title).waitFor();
  await typeDigits(screen, citizen?.idNumber ?? '');
  await screen.press(screen.button(vi.typed.next));
  await screen.says(vi.typed.own['birth-date'].title).waitFor();
  const [year = '', month, day] = birthDate.split('-');
  if (day === undefined || month === undefined) {
    await screen.press(screen.button(vi.typed.onlyYear));
    await typeDigits(screen, year);
  } else {
    await typeDigits(screen, day + month + year);
  }
  await screen.press(screen.button(vi.typed.next));
}

describe('a visit by a number that is typed', () => {
  it('arrives for an appointment, with what the patient says of themselves', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    await screen.step('attract').waitFor();
    await typeNumber(screen, 'p01');
    await screen.press(screen.button(vi.declare.disability));
    await screen.says(vi.declare.note).waitFor();
    // One touch arrives.
    const tiles = screen.page.getByRole('list', { name: vi.appointments.list }).getByRole('button');
    await screen.press(tiles.filter({ hasText: formatTime('08:30', 'vi') }));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    const number = await screen.page.locator('[data-ticket-number]').getAttribute('data-ticket-number');
    expect(kiosk().hospital.desk().arrivals).toMatchObject([
      { number, appointment: true, stream: 'priority', declared: ['disability'], provisional: false },
    ]);
    expect(kiosk().hospital.desk().arrivals[0]?.evidence[0]?.method).toBe('number-typed');
    await screen.press(screen.button(vi.ticket.finish));
    await screen.step('attract').waitFor();
  });

  it('goes to any room of a specialty', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    await screen.step('attract').waitFor();
    await typeNumber(screen, 'f05');
    await screen.press(screen.clinic('Nội tổng quát'));
    await screen.press(screen.button(vi.confirm.room));
    const rooms = screen.page.getByRole('list', { name: vi.rooms.list });
    await screen.press(rooms.getByRole('button', { name: vi.rooms.anyDoctor }));
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    expect(kiosk().hospital.desk().arrivals[0]?.clinic.vi).toMatch(/^Nội tổng quát/);
    await screen.press(screen.button(vi.ticket.finish));
    await screen.step('attract').waitFor();
  });

  it('that cannot be right is asked for again, and nothing of it is kept', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    await screen.step('attract').waitFor();
    await screen.press(screen.button(vi.attract.typeNumber));
    await typeDigits(screen, person('p01').citizen?.idNumber ?? '');
    await screen.press(screen.button(vi.typed.next));
    await typeDigits(screen, '31021992');
    await screen.press(screen.button(vi.typed.next));
    // No calendar has this day.
    await screen.says(vi.typed.problem['birth-date']).waitFor();
    await screen.press(screen.button(vi.frame.startOver));
    await screen.step('attract').waitFor();
    await screen.press(screen.button(vi.attract.typeNumber));
    await screen.says(vi.typed.own.number.title).waitFor();
    expect(await screen.page.locator('.digit').allTextContents()).toEqual(Array.from({ length: 12 }, () => ''));
    await screen.press(screen.button(vi.typed.back));
  });

  it('whose birth date was not taken leads back to the number, and stays there', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    await screen.step('attract').waitFor();
    await screen.press(screen.button(vi.attract.typeNumber));
    const number = person('p01').citizen?.idNumber ?? '';
    await typeDigits(screen, number);
    await screen.press(screen.button(vi.typed.next));
    await typeDigits(screen, '31021958');
    await screen.press(screen.button(vi.typed.next));
    await screen.says(vi.typed.problem['birth-date']).waitFor();
    await screen.press(screen.button(vi.typed.back));
    await screen.says(vi.typed.own.number.title).waitFor();
    // The station says all of this visit anew, the problem too.
    await screen.press(screen.button(vi.around.modes.text));
    await screen.page.locator('html[data-text="large"]').waitFor();
    expect(await screen.says(vi.typed.own.number.title).isVisible()).toBe(true);
    await screen.press(screen.button(vi.pad.delete));
    await typeDigits(screen, '7');
    expect((await screen.page.locator('.digit').allTextContents()).join('')).toBe(number.slice(0, -1) + '7');
    // The same date is as wrong as before, and the answer to it leads to it once more.
    await screen.press(screen.button(vi.typed.next));
    await screen.press(screen.button(vi.typed.next));
    await screen.says(vi.typed.problem['birth-date']).waitFor();
    await screen.press(screen.button(vi.frame.startOver));
    await screen.step('attract').waitFor();
  });
});

describe('an emergency', () => {
  it('is one touch on the first screen, and the hospital is called', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    const before = await hand.queue();
    await screen.press(screen.button(vi.attract.emergency));
    await screen.says(vi.emergency.titles.told).waitFor();
    expect(kiosk().hospital.desk().calls).toMatchObject([{ isEmergency: true, kioskId: 'K1' }]);
    expect(await hand.queue()).toHaveLength(before.length);
    await screen.press(screen.button(vi.emergency.close));
    await screen.step('attract').waitFor();
  });
});
