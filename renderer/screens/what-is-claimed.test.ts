import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { assert, describe, expect, it } from 'vitest';
import type { Insurance } from '../../electron/bridge/insurance-snapshot.ts';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { InsuranceFacts } from '../components/InsuranceFacts.tsx';
import { KioskContext } from '../components/kiosk-context.ts';
import { covered } from '../gallery-insurance-samples.ts';
import { vi } from '../language/vi.ts';
import { gallerySamples } from '../gallery-samples.ts';
import { EmergencyScreen } from './EmergencyScreen.tsx';
import { TicketScreen } from './TicketScreen.tsx';

/** Nothing is said to be so that is not. */

const kiosk = { language: 'vi', today: '2026-11-22', send: () => undefined, pressCounts: () => true };
/** Words that belong together are kept on one line (language/compounds.ts). */
const shown = (element: ReactElement): string =>
  renderToStaticMarkup(createElement(KioskContext, { value: kiosk }, element)).replaceAll('\u00a0', ' ');

describe('an emergency', () => {
  it.each([
    ['sending', vi.emergency.titles.calling],
    ['known', vi.emergency.titles.told],
    ['coming', vi.emergency.titles.told],
    ['not-sent', vi.emergency.titles['not-told']],
    ['unavailable', vi.emergency.titles['not-told']],
    // Told a while ago, or given up: no call is under way any more.
    ['none', vi.emergency.titles['call-out']],
  ] as const)('whose call is %s says "%s", and rings no bell that nobody hears', (staffCall, title) => {
    const page = shown(createElement(EmergencyScreen, { staffCall, secondsLeft: null }));
    expect(page).toContain(title);
    const isReached = ['sending', 'known', 'coming'].includes(staffCall);
    expect([page.includes('drawing-help'), page.includes('drawing-call-out')]).toEqual([isReached, !isReached]);
    expect(page.includes(vi.emergency.again)).toBe(staffCall === 'none');
  });
});

describe('what the insurer pays', () => {
  const facts = (outcome: Insurance['outcome']) =>
    shown(createElement(InsuranceFacts, { insurance: { ...covered, outcome, advice: 'expired' }, atMost: 9 }));

  it('is said of a card that counts, and of no other', () => {
    expect(facts('covered')).toContain('80%');
    for (const outcome of ['not-covered', 'check-name', 'unknown'] as const) expect(facts(outcome)).not.toContain('%');
  });
});

describe('the code of a ticket without a paper', () => {
  const samples = gallerySamples('');
  const shownAt = (name: string, change: Partial<KioskSnapshot> = {}): string => {
    const sample = { ...samples[name], ...change } as KioskSnapshot;
    const { visit, payment, calledBy, kioskId } = sample;
    assert(visit.step === 'ticket');
    const printing = { paper: 'none', printer: sample.devices.printer, mayPrintAgain: true } as const;
    return shown(createElement(TicketScreen, { ...printing, visit, payment, calledBy, kioskId, secondsLeft: null }));
  };
  const change = 'ở máy K-02 để xem, đổi hoặc hủy.';
  const look = 'Quét mã ở máy để xem.';

  it.each(['ticket-new', 'ticket-existing', 'ticket-others'])('is good for a change, at this kiosk: %s', (name) => {
    expect(shownAt(name)).toContain(change);
    expect(shownAt(name)).not.toContain(look);
  });

  it.each(['payment-due', 'payment-asking', 'payment-balanced'])(
    'is no good for one where money is in it: %s',
    (name) => {
      expect(shownAt(name)).toContain(look);
      expect(shownAt(name)).not.toContain('đổi hoặc hủy');
    },
  );

  it('is no good for one that is not offered', () => {
    const visit = { ...samples['ticket-existing']?.visit, offers: [] } as unknown as KioskSnapshot['visit'];
    expect(shownAt('ticket-existing', { visit })).toContain(look);
  });
});
