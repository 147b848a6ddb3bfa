import { describe, expect, it } from 'vitest';
import type { Payment } from '../electron/bridge/payment-snapshot.ts';
import { hospitalAccount, paymentCode } from '../fixtures/his/payment-code.ts';
import { vi } from '../renderer/language/vi.ts';
import { paymentSettings } from './harness/hospital.ts';
import type { HouseKiosk } from './harness/kiosk.ts';
import type { Screen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { kioskOfTest, screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import { quickSettings, registrationOf, scanTicket, takeTicket } from './harness/visits.ts';

/**
 * What a visit costs: the hospital's invoice with its bank's code on the ticket, and the hospital's word on whether it is paid.
 * The kiosk composes no code, sends nobody to another account, and never calls anything paid by itself.
 */

const { bankBin, account } = hospitalAccount;
const quickPayment = [...paymentSettings, 'payment.pollMs = 1000', 'payment.waitMs = 1500'];

const browser = useBrowser();
const kiosk = useKiosk({ settings: [...quickSettings, ...quickPayment] });

/** The payment of the ticket on the screen, once it is in this state. */
async function paymentAt<State extends Payment['state']>(
  hand: StationHand,
  state: State,
): Promise<Extract<Payment, { state: State }>> {
  const isIt = ({ payment }: { payment: Payment }) => payment.state === state;
  const { payment } = await hand.snapshotWith(`payment ${state}`, isIt);
  return payment as Extract<Payment, { state: State }>;
}

/** Its part of the page. */
const panel = (screen: Screen, state: Payment['state']) => screen.page.locator(`[data-payment="${state}"]`);

const encounterOf = ({ hospital }: HouseKiosk, key: string): string =>
  registrationOf({ hospital }, key)?.encounterId ?? 'none';

/** What the reception notes of the visit with this number. */
async function atReception(url: string, number: string, note: string): Promise<void> {
  const page = await browser().newPage();
  const visit = page.locator('.arrival').filter({ hasText: number });
  await page.goto(url);
  await visit.getByRole('button', { name: note }).click();
  await visit.locator('.chip').filter({ hasText: note }).waitFor();
  await page.close();
}

/** A ticket that the hospital has, of somebody whom it charges at registration. */
async function payingTicket(hand: StationHand, personId: string, clinicId: string) {
  await takeTicket(hand, personId, clinicId);
  return hand.at('ticket', ({ sync }) => sync === 'confirmed');
}

describe('somebody without insurance', () => {
  it('sees what is due, pays it by phone, and hears that the hospital has recorded it', async () => {
    const { hospital } = kiosk();
    hospital.staff.setFee(150_000);
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    const ticket = await payingTicket(hand, 'f03', 'mat');
    const due = await paymentAt(hand, 'due');
    expect(due).toEqual({
      state: 'due',
      amount: 150_000,
      qr: paymentCode({ amount: 150_000, purpose: `THANH TOAN ${due.invoiceNumber ?? ''}` }),
      bank: 'Vietcombank',
      maskedAccount: '•••••••••4567',
      invoiceNumber: expect.stringMatching(/^HD\d{6}$/) as string,
      until: null,
    });
    await panel(screen, 'due').getByText('150.000').waitFor();
    await panel(screen, 'due').getByRole('img', { name: vi.payment.code }).waitFor();
    expect(await screen.page.content()).not.toContain(account);

    await atReception(hospital.url, ticket.number, 'Đã thanh toán');
    await paymentAt(hand, 'balanced');
    await panel(screen, 'balanced').getByText(vi.payment.balanced).waitFor();

    await atReception(hospital.url, ticket.number, 'Thanh toán hai lần');
    expect(await paymentAt(hand, 'cashier')).toMatchObject({ reason: 'paid-twice' });
    await panel(screen, 'cashier').waitFor();
    // Nothing is left of it for the next person.
    hand.intent({ type: 'finish' });
    await hand.at('attract');
    await paymentAt(hand, 'none');
    await screen.page.locator('[data-payment]').waitFor({ state: 'detached' });

    // Money is in it: the cashier changes it, not a kiosk.
    await scanTicket(hand, ticket.code);
    await screen.says(vi.payment.changeAtCashier).waitFor();
    hand.intent({ type: 'cancel-ticket' });
    expect((await hand.at('my-ticket')).now).toMatchObject({ state: 'shown', notice: 'at-cashier', offers: ['show'] });
  });

  it('is sent to the cashier when a code pays into another account', async () => {
    const { hospital } = kiosk();
    hospital.staff.setFee(150_000);
    const hand = await kiosk().join();
    const ticket = await payingTicket(hand, 'p13', 'mat');
    await paymentAt(hand, 'due');
    const forged = paymentCode({ amount: 150_000, purpose: 'THANH TOAN' }, { bankBin, account: '0011001234568' });
    const encounterId = encounterOf(kiosk(), ticket.key);
    hospital.staff.setInvoice({ encounterId, status: 'open', paymentCode: forged });
    expect(await paymentAt(hand, 'cashier')).toMatchObject({ reason: 'code-refused', amount: 150_000 });

    const expiresAt = new Date(Date.now() - 60_000).toISOString();
    hospital.staff.setInvoice({ encounterId, status: 'open', expiresAt });
    await hand.snapshotWith(
      'an invoice that is too old',
      ({ payment }) => payment.state === 'cashier' && payment.reason === 'too-late',
    );
    hospital.staff.setInvoice({ encounterId, status: 'cancelled' });
    await hand.snapshotWith(
      'an invoice that was called off',
      ({ payment }) => payment.state === 'cashier' && payment.reason === 'cancelled',
    );
  });

  it('finds what is due again with the ticket, later', async () => {
    kiosk().hospital.staff.setFee(150_000);
    const hand = await kiosk().join();
    const { code } = await payingTicket(hand, 'f03', 'ngoai');
    const { qr } = await paymentAt(hand, 'due');
    await scanTicket(hand, code);
    await paymentAt(hand, 'none');
    hand.intent({ type: 'show-ticket' });
    await hand.at('ticket');
    expect((await paymentAt(hand, 'due')).qr).toBe(qr);
  });

  it('who goes first by age pays, too', async () => {
    kiosk().hospital.staff.setFee(150_000);
    const hand = await kiosk().join();
    expect((await payingTicket(hand, 'f13', 'mat')).stream).toBe('priority');
    await paymentAt(hand, 'due');
  });
});

describe('nothing is to be paid', () => {
  it('by an insured patient, whatever the hospital has charged', async () => {
    const { hospital } = kiosk();
    const hand = await kiosk().join();
    const ticket = await payingTicket(hand, 'f14', 'mat');
    const encounterId = encounterOf(kiosk(), ticket.key);
    hospital.staff.setInvoice({ encounterId, status: 'open', amount: 42_100 });
    // Of whoever may have to pay, it says that the hospital is being asked from the first moment on.
    expect(hand.connection.snapshot().payment).toEqual({ state: 'none' });
  });

  it('where the hospital has not switched it on', async () => {
    const plain = await kioskOfTest({ settings: quickSettings });
    plain.hospital.staff.setFee(150_000);
    const hand = await plain.join();
    await payingTicket(hand, 'f03', 'mat');
    expect(hand.connection.snapshot().payment).toEqual({ state: 'none' });
  });
});

it('sends to the cashier while the hospital is away, and asks as soon as it is back', async () => {
  const { hospital } = kiosk();
  hospital.staff.setFee(150_000);
  const hand = await kiosk().join();
  const hung = hospital.holdNext();
  await takeTicket(hand, 'f20', 'ngoai');
  expect(await paymentAt(hand, 'cashier')).toMatchObject({ reason: 'not-asked', amount: null });
  hung();
  await paymentAt(hand, 'due');
});

it('cancels nothing whose registration the hospital may have: reception is asked, then the cashier', async () => {
  const { hospital } = kiosk();
  hospital.staff.setFee(150_000);
  const hand = await kiosk().join();
  const hung = hospital.holdNext();
  const { code } = await takeTicket(hand, 'p13', 'ngoai');
  hand.intent({ type: 'finish' });
  await hand.at('attract');
  await scanTicket(hand, code);
  const shown = await hand.at('my-ticket', ({ now }) => now.state === 'shown' && now.notice === 'not-asked');
  expect(shown.now).toMatchObject({ status: 'sending', offers: ['show'] });
  hand.intent({ type: 'cancel-ticket' });
  hung();
  const charged = await hand.at('my-ticket', ({ now }) => now.state === 'shown' && now.notice === 'at-cashier');
  expect(charged.now).toMatchObject({ status: 'confirmed', offers: ['show'] });
});
