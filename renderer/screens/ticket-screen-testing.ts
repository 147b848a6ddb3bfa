import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { KioskSnapshot, VisitAt } from '../../electron/bridge/snapshot.ts';
import { KioskContext } from '../components/kiosk-context.ts';
import { gallerySamples } from '../gallery-samples.ts';
import { MyTicketScreen } from './MyTicketScreen.tsx';
import { TicketScreen } from './TicketScreen.tsx';

/** The screens of tickets as pages, drawn from samples of the gallery, for the tests of this folder. */

const samples = gallerySamples('');

function sampleAt<Step extends 'ticket' | 'my-ticket'>(
  name: string,
  step: Step,
): KioskSnapshot & { visit: VisitAt<Step> } {
  const sample = samples[name];
  if (sample?.visit.step !== step) throw new Error(`${name} is no sample of ${step}.`);
  return { ...sample, visit: sample.visit as VisitAt<Step> };
}

export const ticketVisit = (name: string): VisitAt<'ticket'> => sampleAt(name, 'ticket').visit;

/** Without what keeps words and numbers whole at the end of a line. */
export const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\u2060', '');

function drawn(screen: ReactElement, language: string, today: string): string {
  const kiosk = { language, today, send: () => undefined, pressCounts: () => true };
  return renderToStaticMarkup(createElement(KioskContext, { value: kiosk }, screen));
}

export function ticketPage(
  name: string,
  change: Partial<VisitAt<'ticket'>> = {},
  language = 'vi',
  around: Partial<Pick<KioskSnapshot, 'paper' | 'calledBy'>> = {},
): string {
  const shown = { ...sampleAt(name, 'ticket'), ...around };
  const { idleSecondsLeft, payment, calledBy, kioskId, paper, devices, mayPrintAgain, today } = shown;
  const screen = createElement(TicketScreen, {
    ...{ visit: { ...shown.visit, ...change }, secondsLeft: idleSecondsLeft, payment, calledBy, kioskId },
    ...{ paper, printer: devices.printer, mayPrintAgain },
  });
  return drawn(screen, language, today);
}

/** The same of a ticket that was scanned. */
export function scannedPage(name: string): string {
  const { visit, paper, devices, mayPrintAgain, today } = sampleAt(name, 'my-ticket');
  return drawn(createElement(MyTicketScreen, { visit, paper, printer: devices.printer, mayPrintAgain }), 'vi', today);
}
