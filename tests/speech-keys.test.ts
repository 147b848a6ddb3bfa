import { expect, it } from 'vitest';
import { sentences } from '../electron/bridge/spoken-text.ts';
import { vi } from '../renderer/language/vi.ts';
import { kioskOfTest, screenOfTest, useBrowser } from './harness/suite.ts';
import { until } from './harness/until.ts';
import { quickSettings, takeTicket } from './harness/visits.ts';
import { listenIn, spokenOn, useNoise } from './harness/voice.ts';

/** The voice names keys where there are some, whether or not there are headphones. */

const browser = useBrowser();
const noise = useNoise();

const press = vi.speech.press.replace('{{action}}', '').replace('{{key}}', '1').trim();
const button = vi.speech.button.replace('{{action}}', '').trim();

async function kioskWith(settings: readonly string[]) {
  const kiosk = await kioskOfTest({ settings: [...noise, ...settings] });
  const screen = await screenOfTest(browser(), kiosk.url);
  const hand = await kiosk.join();
  await screen.step('attract').waitFor();
  await hand.snapshotWith('the voices', ({ speech }) => speech.voices.length >= 2);
  await listenIn(screen.page);
  const hears = (text: string): Promise<unknown> =>
    until(`"${text}"`, async () => (await spokenOn(screen.page)).some((said) => said.text === text));
  const said = async (): Promise<string> => (await spokenOn(screen.page)).map(({ text }) => text).join('\n');
  return { screen, hand, hears, said };
}

it('no keys are named at a socket for headphones without a keypad', async () => {
  const { hand, hears, said } = await kioskWith(['speech.keypad = false']);
  hand.simulate({ type: 'headphones', plugged: true });
  await hears(vi.speech.welcome);
  await hears(button);
  expect(await said()).not.toMatch(/Bấm \d|phím/iu);
});

it('keys are named at a keypad without headphones', async () => {
  const { screen, hears, said } = await kioskWith(['speech.keypad = true', 'speech.headphones = { kind = "none" }']);
  await screen.press(screen.button(vi.speech.toggle));
  await hears(sentences(vi.speech.keys)[0] ?? '');
  await hears(press);
  expect(await said()).not.toContain(button);
  // Round the tools and back: what is on says so, and then its name.
  await screen.page.keyboard.press('0');
  await screen.page.keyboard.press('ArrowUp');
  await hears(vi.speech.selected.replace('{{action}}', '').trim());
  await hears(vi.speech.toggle);

  // What is typed is nobody's to hear; that some of it went, and how much there is, is no secret.
  const { page } = screen;
  await screen.press(screen.button(vi.attract.typeNumber));
  await hears(vi.typed.own.number.title);
  const digitsAre = (digits: string): Promise<unknown> =>
    until(digits, async () => (await page.locator('.digit').allTextContents()).join('') === digits);
  const count = vi.typed.typed.replace('{{total}}', '12');
  await page.keyboard.press('Enter');
  await hears(count.replace('{{typed}}', '0'));
  await page.keyboard.press('4');
  await page.keyboard.press('7');
  await digitsAre('47');
  await page.keyboard.press('ArrowLeft');
  await digitsAre('4');
  await hears(vi.speech.deleted);
  await hears(count.replace('{{typed}}', '1'));
  expect(await said()).not.toMatch(/^[47]$|[47]\.?$/mu);
});

it('a digit over “are you still there?” stays and is not typed, and what is asked is said again', async () => {
  const { screen, hears } = await kioskWith([
    ...['speech.keypad = true', 'speech.headphones = { kind = "none" }'],
    ...['delays.idleWarningMs = 4000', 'delays.idleGraceMs = 60000'],
  ]);
  const { page } = screen;
  await screen.press(screen.button(vi.speech.toggle));
  await hears(press);
  await screen.press(screen.button(vi.attract.typeNumber));
  await hears(vi.typed.own.number.title);
  for (const digit of '47') await page.keyboard.press(digit);
  const typed = async (): Promise<string> => (await page.locator('.digit').allTextContents()).join('');
  await until('two digits', async () => (await typed()) === '47');

  const warning = page.getByRole('alertdialog');
  await warning.waitFor();
  // What ends the visit has no key.
  await hears(vi.idle.leave);
  const said = (await spokenOn(page)).map(({ text }) => text);
  expect(said[said.lastIndexOf(vi.idle.leave) - 1]).toBe(button);
  await page.keyboard.press('2');
  await warning.waitFor({ state: 'detached' });
  const count = vi.typed.typed.replace('{{total}}', '12').replace('{{typed}}', '2');
  await until('what is asked, and how many digits there are', async () => {
    const again = (await spokenOn(page)).slice(said.length).map(({ text }) => text);
    return [vi.typed.own.number.title, count].every((each) => again.includes(each));
  });
  expect(await typed()).toBe('47');
});

it('the last seconds of a number are said once, under a key of their own, and hearing them keeps nothing', async () => {
  const { screen, hand, hears } = await kioskWith([
    ...['speech.keypad = true', 'speech.headphones = { kind = "none" }', ...quickSettings],
    ...['delays.endWarningMs = 6000', 'delays.endGraceMs = 4000'],
  ]);
  await takeTicket(hand, 'f03', 'mat');
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await screen.press(screen.button(vi.speech.toggle));
  await hears(vi.ticket.finish);
  const before = (await spokenOn(screen.page)).length;
  await hand.snapshotWith('the last seconds', ({ idleSecondsLeft }) => idleSecondsLeft !== null);
  await hand.snapshotWith('the next patient', ({ visit }) => visit.step === 'attract');
  const after = (await spokenOn(screen.page)).slice(before).map(({ text }) => text);
  expect(after.filter((text) => text === vi.idle.numberHides)).toHaveLength(1);
  expect(after.filter((text) => text.startsWith('Giữ lại'))).toHaveLength(1);
  // Every other action has the key that it had.
  expect(after.filter((text) => text === vi.ticket.finish)).toEqual([]);
});
