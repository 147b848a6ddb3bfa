import type { CardProblem, KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import { deskReasonSchema } from '../electron/bridge/visit-snapshot.ts';
import { attractSamples } from './gallery-attract-samples.ts';
import { clinics, sampleBase as base, samplePeople } from './gallery-base-samples.ts';
import { choose, chooseSamples } from './gallery-choose-samples.ts';
import { confirmSamples } from './gallery-confirm-samples.ts';
import { endingSamples } from './gallery-ending-samples.ts';
import { faceSamples } from './gallery-face-samples.ts';
import { leftCardSamples } from './gallery-left-card-samples.ts';
import { noteSamples } from './gallery-note-samples.ts';
import { paperSamples } from './gallery-paper-samples.ts';
import { paymentSamples } from './gallery-payment-samples.ts';
import { questionSamples } from './gallery-question-samples.ts';
import { refusedSamples } from './gallery-refused-samples.ts';
import { severalSamples } from './gallery-several-samples.ts';
import { straySamples } from './gallery-stray-samples.ts';
import { myTicketSamples } from './gallery-ticket-samples.ts';
import { troubleSamples } from './gallery-trouble-samples.ts';

/** Sample snapshots of every screen; all people and places are made up. */

const { holder, claimed } = samplePeople;
const [, cardiology = null, , , rehabilitation = null] = clinics;

const ticket: VisitAt<'ticket'> = {
  step: 'ticket',
  key: '00000000-0000-4000-8000-000000000001',
  number: 'TM-042',
  official: true,
  maskedName: 'Nguyễn T. Q. H.',
  identity: 'proven',
  checkAtDoor: false,
  faceOffer: 'none',
  clinic: cardiology,
  stream: 'insured',
  priorityReason: null,
  asksPriority: false,
  asksInsurance: false,
  insured: true,
  issuedAt: '2026-11-22T08:41:00+07:00',
  origin: 'new',
  replacedNumber: null,
  code: 'TD1:00000000000040008000000000000001',
  offers: [],
  sync: 'confirmed',
  refusal: null,
  cardStillThere: false,
  later: null,
  others: [],
  isIncomplete: false,
  canGoOn: false,
};

const cardProblem = (problem: CardProblem, triesLeft: number): KioskSnapshot => ({
  ...base,
  visit: {
    step: 'identify',
    holder: claimed,
    portrait: null,
    card: { state: 'problem', problem, triesLeft },
    notice: 'none',
  },
});
const awaited = (change: Partial<VisitAt<'identify'>>): KioskSnapshot => ({
  ...base,
  visit: {
    step: 'identify',
    holder: claimed,
    portrait: null,
    card: { state: 'awaited', otherCardThere: false },
    notice: 'none',
    ...change,
  },
});

/** The made-up portrait is handed in, because only a browser can draw one. */
export function gallerySamples(portraitBase64: string): Record<string, KioskSnapshot> {
  const portrait = { mediaType: 'image/jpeg' as const, base64: portraitBase64 };
  const verify: VisitAt<'verify'> = {
    step: 'verify',
    comparison: 1,
    holder,
    portrait,
    cardStillThere: false,
    face: { state: 'looking', instruction: 'look-here', triesLeft: 3 },
  };
  const identify = (
    card: VisitAt<'identify'>['card'],
    withPortrait: VisitAt<'identify'>['portrait'] = null,
  ): KioskSnapshot => ({ ...base, visit: { step: 'identify', holder, portrait: withPortrait, card, notice: 'none' } });

  const samples: Record<string, KioskSnapshot> = {
    ...attractSamples,
    ...noteSamples,
    'identify-awaited': awaited({}),
    'identify-other-card': awaited({ card: { state: 'awaited', otherCardThere: true } }),
    'identify-not-this-code': awaited({ notice: 'not-this-code' }),
    'identify-reading': identify({ state: 'reading', bytes: 9_200, total: 21_400, cameraSoon: true }),
    'identify-read': identify({ state: 'read', stillThere: true }, portrait),
    'identify-read-no-picture': identify(
      { state: 'read', stillThere: false },
      { mediaType: 'image/png', base64: 'AAAA' },
    ),
    'identify-pulled': cardProblem('pulled', 2),
    'identify-wrong-key': cardProblem('wrong-key', 1),
    'identify-not-a-document': cardProblem('not-a-document', 2),
    'identify-reader-gone': cardProblem('reader-gone', 2),
    'identify-unreadable': cardProblem('unreadable', 1),
    'identify-unreadable-sleeve': cardProblem('unreadable', 2),
    'identify-mute-card': cardProblem('mute-card', 3),
    'identify-no-key': cardProblem('no-key', 2),
    'identify-several-cards': cardProblem('several-cards', 3),
    'identify-expired': identify({ state: 'expired', expiredOn: '2026-03-14', stillThere: true }),
    'identify-expired-taken': identify({ state: 'expired', expiredOn: '2026-03-14', stillThere: false }),
    ...troubleSamples,
    'verify-looking': { ...base, visit: verify },
    'verify-staff-not-sent': { ...base, staffCall: 'not-sent', visit: { ...verify, cardStillThere: true } },
    'verify-staff-coming': { ...base, staffCall: 'coming', visit: verify },
    'verify-retry': { ...base, visit: { ...verify, face: { state: 'retry', instruction: 'look-here', triesLeft: 1 } } },
    'verify-broken-camera': { ...base, visit: verify },
    'verify-matched': { ...base, visit: { ...verify, face: { ...verify.face, state: 'matched' } } },
    ...faceSamples(verify),
    ...questionSamples,
    ...chooseSamples,
    ...confirmSamples,
    'ticket-new': { ...base, visit: ticket },
    'ticket-offline': {
      ...base,
      idleSecondsLeft: 7,
      visit: {
        ...ticket,
        number: 'K02-0017',
        official: false,
        identity: 'claimed',
        sync: 'pending',
        cardStillThere: true,
        clinic: rehabilitation,
        stream: 'priority',
      },
    },
    'ticket-insurance-unknown': {
      ...base,
      visit: {
        ...ticket,
        ...{ number: 'K02-0019', official: false, sync: 'pending', stream: null, asksInsurance: true, insured: null },
        canGoOn: true,
      },
    },
    ...endingSamples(base, ticket),
    'ticket-enrol': { ...base, visit: { ...ticket, faceOffer: 'enrol' } },
    'ticket-enrolled': {
      ...base,
      idleSecondsLeft: 6,
      visit: { ...ticket, faceOffer: 'enrolled', canGoOn: true },
    },
    'ticket-by-face': { ...base, visit: { ...ticket, faceOffer: 'delete', identity: 'recognised' } },
    'ticket-by-face-at-door': {
      ...base,
      visit: { ...ticket, faceOffer: 'delete', identity: 'recognised', checkAtDoor: true, canGoOn: true },
    },
    'ticket-check-at-door': {
      ...base,
      visit: {
        ...ticket,
        checkAtDoor: true,
        identity: 'claimed',
        offers: ['change-clinic', 'cancel'],
        sync: 'pending',
      },
    },
    'ticket-later': {
      ...base,
      visit: {
        ...ticket,
        clinic: cardiology && { ...cardiology, waiting: null },
        later: { serviceDate: '2026-11-23', session: 'morning' },
        canGoOn: true,
      },
    },
    ...severalSamples(base, ticket, clinics),
    ...refusedSamples(base, ticket, clinics),
    'ticket-incomplete': { ...base, visit: { ...ticket, isIncomplete: true, offers: ['change-clinic', 'cancel'] } },
    'ticket-moved': {
      ...base,
      visit: {
        ...ticket,
        maskedName: null,
        identity: null,
        origin: 'moved',
        replacedNumber: 'TM-017',
        sync: 'pending',
      },
    },
    // The hospital had a registration of theirs before, and calls that one's number.
    'ticket-replaced': {
      ...base,
      visit: {
        ...ticket,
        ...{ stream: null, asksPriority: true, origin: 'existing', replacedNumber: 'K02-0017' },
        offers: ['change-clinic', 'cancel'],
      },
    },
    ...myTicketSamples(base, clinics),
    ...paymentSamples(base, ticket),
    ...paperSamples(base, ticket, clinics),
    'ticket-again': {
      ...base,
      visit: {
        ...ticket,
        number: 'K02-0018',
        official: false,
        maskedName: null,
        identity: null,
        clinic: null,
        stream: null,
        origin: 'again',
        sync: 'refused',
        refusal: { reason: 'other', sendTo: null },
      },
    },
    ...Object.fromEntries(
      deskReasonSchema.options.map((reason): [string, KioskSnapshot] => [
        `desk-${reason}`,
        {
          ...base,
          visit: {
            step: 'desk',
            key: '00000000-0000-4000-8000-000000000002',
            number: 'TD-003',
            code: 'TD1:00000000000040008000000000000002',
            origin: 'new',
            reason,
            advice: reason === 'insurance-at-counter' ? 'other' : null,
            issuedAt: ticket.issuedAt,
            sync: reason === 'asked-for-staff' ? 'pending' : 'confirmed',
            cardStillThere: reason === 'card-conflict',
          },
        },
      ]),
    ),
    ...Object.fromEntries(
      (['army', 'police', 'child-without-card', 'open-stay'] as const).map((advice): [string, KioskSnapshot] => [
        `desk-${advice}`,
        {
          ...base,
          visit: {
            step: 'desk',
            key: '00000000-0000-4000-8000-000000000003',
            number: 'TD-004',
            code: 'TD1:00000000000040008000000000000003',
            origin: 'new',
            reason: 'insurance-at-counter',
            advice,
            issuedAt: ticket.issuedAt,
            sync: 'confirmed',
            cardStillThere: false,
          },
        },
      ]),
    ),
    // The number could not be written down: staff are called, and nothing is promised.
    'desk-without-number': {
      ...base,
      visit: {
        step: 'desk',
        key: null,
        number: '',
        code: null,
        origin: 'new',
        reason: 'step-failed',
        advice: null,
        issuedAt: ticket.issuedAt,
        sync: 'pending',
        cardStillThere: false,
      },
    },
    idle: { ...base, idleSecondsLeft: 12, visit: choose },
  };
  return { ...samples, ...straySamples(samples), ...leftCardSamples(samples) };
}

export const galleryStates: readonly string[] = Object.keys(gallerySamples(''));
