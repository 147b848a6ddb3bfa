import { assert, describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { useSearchedKiosk } from './harness/searched-kiosk.ts';
import { foundIn, heapStrings, portraitTraces, remainsOf, type Trace, tracesOf } from './harness/traces.ts';
import { show } from './harness/visits.ts';

/**
 * What privacy-visit.test.ts does not see: a number that is typed, somebody who is brought, an insurance card, and staff who see name and
 * portrait at the kiosk's own glass. Each time it is found while it lasts, and nowhere afterwards.
 */

const carer = person('p14');
const child = person('f23');
const insured = person('f32');
const unmatched = person('p03');
const kiosk = useSearchedKiosk({ settings: [], face: { camera: 'simulated', url: '/people/p03/live1.jpg' } });
const traces: Trace[] = [carer, child, insured, unmatched].flatMap(tracesOf);
const ofCarer = tracesOf(carer);
const ofChild = tracesOf(child);
const accountName = 'lan';
const pin = '739150';

async function finish(): Promise<void> {
  const { hand, screen } = kiosk();
  hand.intent({ type: 'finish' });
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  await screen.step('attract').waitFor();
}

async function expectNothingLeft(): Promise<void> {
  await kiosk().nextPage();
  const { page } = kiosk().screen;
  expect(foundIn(await remainsOf(page), traces)).toEqual([]);
  expect(foundIn(await heapStrings(page), traces)).toEqual([]);
}

describe('a visit by a typed number, with a child whose insurance is not settled', () => {
  it('has what was typed in the page’s memory, and in no text of the page', async () => {
    const { hand, screen } = kiosk();
    const digits = carer.citizen?.idNumber ?? '';
    await screen.press(screen.button(vi.attract.typeNumber));
    for (const digit of digits) await screen.press(screen.button(digit));
    expect(await kiosk().whileStaying(async () => foundIn(await heapStrings(screen.page), ofCarer))).toContain(
      'number of the card',
    );
    expect(foundIn(await remainsOf(screen.page), ofCarer)).toEqual([]);
    const [year = '', month = '', day = ''] = carer.birthDate.split('-');
    await screen.press(screen.button(vi.typed.next));
    await screen.says(vi.typed.own['birth-date'].title).waitFor();
    for (const digit of day + month + year) await screen.press(screen.button(digit));
    await screen.press(screen.button(vi.typed.next));
    await screen.press(screen.button(vi.typed.skipExpiry));
    await hand.snapshotWith('what follows the number', ({ visit }) => visit.step !== 'typed');
  });

  it('has the child on the screen and in the page’s memory', async () => {
    const { hand, screen } = kiosk();
    await hand.snapshotWith(
      'the list or the card',
      ({ visit }) => visit.step === 'identify' || (visit.step === 'choose' && visit.state === 'clinics'),
    );
    if (hand.connection.snapshot().visit.step === 'identify') hand.intent({ type: 'continue-without-card' });
    await hand.at('choose', ({ state }) => state === 'clinics');
    hand.intent({ type: 'bring-somebody' });
    await hand.at('companion');
    await show(hand, { type: 'scan-person', personId: child.id, code: 'cccd' }, ({ step }) => step !== 'companion');
    // A child of three has no chip.
    await hand.at('identify');
    hand.intent({ type: 'continue-without-card' });
    await hand.at('insurance');
    hand.intent({ type: 'go-on-paying' });
    await hand.at('choose', ({ state }) => state === 'clinics');
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    expect(foundIn(await remainsOf(screen.page), ofChild)).toContain('name');
    expect(await kiosk().whileStaying(async () => foundIn(await heapStrings(screen.page), ofChild))).toContain('name');
  });

  it('leaves nothing once its ticket has gone', async () => {
    const { screen } = kiosk();
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    await finish();
    expect(foundIn(await remainsOf(screen.page), traces)).toEqual([]);
    await expectNothingLeft();
  });
});

describe('a visit by an insurance card alone', () => {
  it('has the person in the page’s memory, and leaves nothing when it is begun anew', async () => {
    const { hand, screen } = kiosk();
    await show(hand, { type: 'scan-person', personId: insured.id, code: 'bhyt' }, ({ step }) => step !== 'attract');
    await hand.snapshotWith(
      'what follows the card',
      ({ visit }) => visit.step === 'choose' || visit.step === 'identify',
    );
    expect(
      await kiosk().whileStaying(async () => foundIn(await heapStrings(screen.page), tracesOf(insured))),
    ).toContain('name');
    hand.intent({ type: 'start-over' });
    await hand.at('attract', ({ prompt }) => prompt === 'welcome');
    await screen.step('attract').waitFor();
    await expectNothingLeft();
  });
});

describe('staff who compare somebody at the kiosk’s own glass', () => {
  it('have the name and the portrait before them', async () => {
    const { hand, screen } = kiosk();
    const { page } = screen;
    hand.connection.send({ kind: 'account-add', name: accountName, role: 'reception', staffName: 'root' });
    const added = await hand.connection.next('account-changed', 10_000);
    assert(added?.secret !== null && added?.secret !== undefined);
    await show(hand, { type: 'scan-person', personId: unmatched.id, code: 'cccd' }, ({ step }) => step !== 'attract');
    hand.simulate({ type: 'insert-card', personId: unmatched.id });
    const { portrait } = await hand.at('verify');
    traces.push(...portraitTraces(portrait.base64));
    hand.simulate({ type: 'remove-card' });
    await hand.at('choose', ({ state }) => state === 'clinics');
    hand.simulate({ type: 'scan', text: `TDNV-${'A'.repeat(26)}` });
    await page.getByText(vi.staff.login.title, { exact: true }).waitFor();
    await page.getByLabel(vi.staff.login.name, { exact: true }).fill(accountName);
    await page.getByLabel(vi.staff.login.pin, { exact: true }).fill(added.secret);
    await page.getByRole('button', { name: vi.staff.login.enter, exact: true }).click();
    for (const [label, value] of [
      [vi.staff.pin.current, added.secret],
      [vi.staff.pin.next, pin],
      [vi.staff.pin.again, pin],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByRole('button', { name: vi.staff.pin.save, exact: true }).click();
    await page.getByText(unmatched.fullName, { exact: true }).waitFor();
    await page.locator('.assist .portrait canvas').waitFor();
    const found = await kiosk().whileStaying(async () => foundIn(await heapStrings(page), traces));
    expect(found).toEqual(expect.arrayContaining(['name', 'portrait in base64']));
    expect(foundIn(await remainsOf(page), tracesOf(unmatched))).toContain('name');
  });

  it('leave nothing of them once the visit has its ticket', async () => {
    const { screen } = kiosk();
    await screen.page.getByRole('button', { name: vi.staff.tasks.identity.same, exact: true }).click();
    await screen.step('choose').waitFor();
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    await finish();
    expect(foundIn(await remainsOf(screen.page), traces)).toEqual([]);
    await expectNothingLeft();
  });
});

describe('these visits', () => {
  const secrets = () => [...traces, { what: 'PIN of the staff', text: pin }];

  it('leave nothing in what the kiosk printed and logged, nor in the page’s console', () => {
    kiosk().expectNothingSaid(secrets());
  });

  it('leave nothing readable in the data folder, neither while the kiosk runs nor after', () =>
    kiosk().expectNothingInFolder(secrets()));

  it('leave nothing in the browser’s profile', () => kiosk().expectNothingInProfile(secrets()));
});
