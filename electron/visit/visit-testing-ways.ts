import { NO_COST } from '../../native/emrtd/chip.ts';
import { framesPerTry } from './face-limits.ts';
import { byCode, type FullKiosk, openFullKiosk, settle } from './visit-testing.ts';
import { type GalleryKiosk, openGalleryKiosk } from './visit-testing-gallery.ts';
import { codeOf, hanh, minh, patientCode, recordFor, sample } from './visit-testing-people.ts';

/** Ways into a visit, and into what disturbs one, that several tests go. */

/** What a card says that is opened with another card's keys. */
export const strangeCard = { ok: false, failure: { kind: 'wrong-key', tried: 1, ask: 'mrz' }, cost: NO_COST } as const;

/** Lays a card that the visit's own keys do not open. */
export async function layStrange(kiosk: Pick<FullKiosk, 'reader'>): Promise<void> {
  kiosk.reader.layCard();
  await settle();
  kiosk.reader.read.answer(strangeCard);
  await settle();
}

/** Looks into the camera for one try: the first frame says that it runs, the others count. */
export async function lookFor(kiosk: FullKiosk, similarity: number): Promise<void> {
  for (let sent = 0; sent <= framesPerTry; sent += 1) await kiosk.send(sample(similarity));
}

/** Hanh, by the number she types, without her card. */
export async function byNumber(kiosk: FullKiosk): Promise<void> {
  await kiosk.send('type-number');
  await kiosk.send({ type: 'typed', idNumber: hanh.idNumber, birthDate: '14031990', expiryDate: '' });
  await kiosk.send('continue-without-card');
}

/** Hanh, by her code, with a child whose card is not read. */
export async function withChild(): Promise<FullKiosk> {
  const kiosk = openFullKiosk();
  await byCode(kiosk);
  await kiosk.send('bring-somebody');
  kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
  kiosk.scanner.show(codeOf(minh));
  await settle();
  await kiosk.send('continue-without-card');
  return kiosk;
}

/** Somebody enrolled who has shown a paper, before the camera that looks whether they are the one. */
export async function besidePaper(): Promise<GalleryKiosk> {
  const kiosk = openGalleryKiosk();
  kiosk.faces.answers.holds = 'yes';
  kiosk.scanner.show(patientCode);
  await settle();
  await kiosk.send('confirm');
  await kiosk.send({ type: 'camera', state: 'ready' });
  return kiosk;
}
