import { expect, it } from 'vitest';
import { scannedPage } from './ticket-screen-testing.ts';

/** No paper comes out for a number that goes: what is shown is the number. */

it('a number that is to be cancelled stands there as it is', () => {
  const page = scannedPage('my-ticket-asking-to-cancel');
  expect(page).toMatch(/<text class="number"[^>]*>TM-042</);
  expect(page).not.toMatch(/moves-|number-struck/);
});

it('a number that is cancelled is struck out', () => {
  const page = scannedPage('my-ticket-goodbye');
  expect(page).toMatch(/<text class="number number-void"[^>]*>TM-042</);
  expect(page).toContain('number-struck');
  expect(page).not.toContain('moves-');
});
