import { beforeCamera } from './harness/faces.ts';
import { chooseClinic } from './harness/visits.ts';
import type { Stage } from './screenshots-stage.ts';

/** The screens of faces for `npm run screenshots`: one that does not match, one that is kept, one that comes back. */

const lobbyDigits = { lastFour: '0000', birthDate: '18041992' };

async function byCardOf({ hand, screen }: Stage, personId: string): Promise<void> {
  await screen.beforeCamera({ camera: 'simulated', url: `/people/${personId}/live1.jpg` });
  hand.simulate({ type: 'scan-person', personId, code: 'cccd' });
  await hand.at('identify');
  hand.simulate({ type: 'insert-card', personId });
  await hand.at('verify');
  hand.simulate({ type: 'remove-card' });
}

export async function faceTrouble(stage: Stage): Promise<void> {
  const { hand, take } = stage;
  await byCardOf(stage, 'p03');
  await hand.at('choose', ({ state }) => state === 'clinics');
  await take('face-not-matched-clinics');
  await chooseClinic(hand, 'ngoai');
  hand.intent({ type: 'confirm' });
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-check-at-door');
}

export async function faceKept(stage: Stage): Promise<void> {
  const { hand, take } = stage;
  await byCardOf(stage, 'p14');
  await hand.at('choose', ({ state }) => state === 'clinics');
  await chooseClinic(hand, 'ngoai');
  hand.intent({ type: 'confirm' });
  await hand.at('ticket', ({ faceOffer }) => faceOffer === 'enrol');
  await take('ticket-face-offer');
  hand.intent({ type: 'enrol-face' });
  await hand.at('enrol', ({ state }) => state === 'asking');
  await take('enrol-asking');
  hand.intent({ type: 'confirm' });
  await hand.at('recognise', ({ state }) => state === 'moving');
  await take('enrol-moving');
  await beforeCamera(hand);
  await hand.at('enrol', ({ state }) => state === 'enrolled');
  await take('enrol-enrolled');
  hand.intent({ type: 'back' });
  await hand.at('ticket', ({ faceOffer }) => faceOffer === 'enrolled');
  await take('ticket-face-enrolled');
  hand.intent({ type: 'withdraw-face' });
  await hand.at('enrol', ({ state }) => state === 'withdrawing');
  await take('enrol-withdrawing');
}

export async function faceBack({ hand, screen, take }: Stage): Promise<void> {
  hand.intent({ type: 'return-by-face' });
  await hand.at('returning');
  await take('returning');
  await screen.beforeCamera({ camera: 'simulated', url: '/people/p14/live1.jpg' });
  hand.intent({ type: 'return-factor', ...lobbyDigits });
  await hand.at('recognise', ({ state }) => state === 'looking');
  await take('recognise-looking');
  await hand.at('recognise', ({ state }) => state === 'moving');
  await take('recognise-moving');
  await hand.at('attract', ({ prompt }) => prompt === 'face-not-recognised');
  await take('face-not-recognised');
}
