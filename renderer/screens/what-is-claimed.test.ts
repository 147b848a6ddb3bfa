import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Insurance } from '../../electron/bridge/insurance-snapshot.ts';
import { InsuranceFacts } from '../components/InsuranceFacts.tsx';
import { KioskContext } from '../components/kiosk-context.ts';
import { covered } from '../gallery-insurance-samples.ts';
import { vi } from '../language/vi.ts';
import { EmergencyScreen } from './EmergencyScreen.tsx';

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
