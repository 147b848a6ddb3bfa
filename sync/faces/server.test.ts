import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, describe, expect, it } from 'vitest';
import {
  consentOf,
  digitsOf,
  enrolmentOf,
  faceOf,
  kioskOf,
  kioskTwo,
  openTestGallery,
  serveGallery,
  temporaryFolder,
} from './server-testing.ts';

describe('a kiosk and the hospital’s gallery', () => {
  it('enrol, find again and remember a person, at any kiosk', async () => {
    const { url } = await serveGallery();
    const enrolment = enrolmentOf(1);
    const { person } = enrolment;
    const enrolled = await kioskOf(url).enrol(enrolment);
    assert(enrolled.kind === 'enrolled');
    expect(enrolled.replaced).toEqual([]);

    const other = kioskOf(url, kioskTwo);
    expect(await other.holds({ kind: 'patient', patientId: 'P1' })).toBe('yes');
    expect(await other.holds({ kind: 'patient', patientId: 'P2' })).toBe('no');
    const found = await other.recognise(digitsOf(enrolment), faceOf(1));
    expect(found).toMatchObject({ kind: 'recognised', enrolmentId: enrolled.enrolmentId, person });
    expect(await other.recognise(digitsOf(enrolment), faceOf(2))).toEqual({ kind: 'not-recognised' });

    const ticket = { kind: 'ticket', key: 'b5cbd2a0-0000-4000-8000-000000000002' } as const;
    expect(await other.holds(ticket)).toBe('no');
    await other.remember(enrolled.enrolmentId, { ticketKey: ticket.key, patientId: null });
    expect(await other.holds(ticket)).toBe('yes');
    expect(await other.statistics()).toEqual({ enrolments: 1, ofOtherModels: 0, memoryBytes: null });
    expect(other.place).toBe('hospital');
  });

  it('end a consent by its renewal, and by a withdrawal in each of its three ways', async () => {
    const { url } = await serveGallery();
    const kiosk = kioskOf(url);
    const [first, second] = [enrolmentOf(1), { ...enrolmentOf(1), consent: consentOf() }];
    await kiosk.enrol(first);
    const renewed = await kiosk.enrol(second);
    assert(renewed.kind === 'enrolled');
    expect(renewed.replaced).toEqual([first.consent]);

    const whose = { idNumber: first.person.idNumber, patientId: 'P1' };
    const gone = { kind: 'withdrawn', ended: [{ consent: second.consent, person: whose }] };
    expect(await kiosk.withdraw({ enrolmentId: renewed.enrolmentId }, 'patient')).toEqual(gone);
    await kiosk.enrol(second);
    expect(await kiosk.withdraw({ idNumber: whose.idNumber }, 'staff:an')).toEqual(gone);
    await kiosk.enrol(second);
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'kiosk')).toEqual(gone);
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'patient')).toEqual({ kind: 'unknown' });
    expect(await kiosk.recognise(digitsOf(first), faceOf(1))).toEqual({ kind: 'not-recognised' });
  });

  it('know each ended consent until a kiosk has settled it, whoever ended it', async () => {
    const { url, gallery } = await serveGallery();
    const [one, two] = [enrolmentOf(1), enrolmentOf(2)];
    const kiosk = kioskOf(url);
    for (const each of [one, two]) await kiosk.enrol(each);
    // The kiosk hears of the first one, were its answer not lost; the second is withdrawn in the server room.
    await kiosk.withdraw({ patientId: 'P1' }, 'patient');
    await gallery.withdraw({ patientId: 'P2' }, 'staff:an');

    const ended = await kiosk.expire('2026-03-02');
    expect(ended.map(({ consent }) => consent.id).sort()).toEqual([one.consent.id, two.consent.id].sort());
    expect(await kioskOf(url, kioskTwo).expire('2026-03-02')).toEqual([]);
    await kiosk.settle([one.consent.id]);
    expect((await kiosk.expire('2026-03-03')).map(({ consent }) => consent.id)).toEqual([two.consent.id]);
    await kiosk.settle([two.consent.id]);
    expect(await kiosk.expire('2026-03-04')).toEqual([]);
    await kiosk.settle([]);
  });

  it('limit tries for all kiosks by factor, and for each by its failures', async () => {
    const { url } = await serveGallery();
    const enrolment = enrolmentOf(1);
    await kioskOf(url).enrol(enrolment);
    for (let attempt = 0; attempt < 5; attempt += 1) await kioskOf(url).recognise(digitsOf(enrolment), faceOf(3));
    const limited = await kioskOf(url, kioskTwo).recognise(digitsOf(enrolment), faceOf(1));
    assert(limited.kind === 'limited');
    expect(limited.retryAfterMs).toBeGreaterThan(0);
    expect(limited.retryAfterMs).toBeLessThanOrEqual(900_000);
  });

  it('write down which kiosk it was, and nobody’s name or number', async () => {
    const folder = temporaryFolder();
    const { url, gallery } = await serveGallery({ file: join(folder, 'faces.db') });
    const enrolment = enrolmentOf(1);
    await kioskOf(url).enrol(enrolment);
    await kioskOf(url, kioskTwo).recognise(digitsOf(enrolment), faceOf(1));
    const [recognised, enrolled] = gallery.audit.list(10);
    expect(recognised).toMatchObject({ action: 'face-recognised', detail: 'recognised by digits at k2' });
    expect(enrolled).toMatchObject({ action: 'face-enrolled', detail: 'enrolled at k1' });
    const rows = JSON.stringify(gallery.audit.list(10));
    for (const secret of [enrolment.person.idNumber, enrolment.person.fullName]) expect(rows).not.toContain(secret);
    expect(readFileSync(join(folder, 'faces.db')).includes(enrolment.person.idNumber)).toBe(false);
  });

  it('do not compare what another model made', async () => {
    const { url } = await serveGallery();
    const kiosk = kioskOf(url);
    const enrolment = enrolmentOf(1);
    await kiosk.enrol(enrolment);
    const failed = { kind: 'failed', detail: 'wrong-model' };
    for (const template of [{ ...faceOf(1), model: 'b'.repeat(64) }, faceOf(1, 65)]) {
      expect(await kiosk.recognise(digitsOf(enrolment), template)).toEqual({ kind: 'not-recognised' });
      expect(await kiosk.enrol({ ...enrolment, template })).toEqual(failed);
    }
    expect(await kiosk.recognise(digitsOf(enrolment), faceOf(1))).toMatchObject({ kind: 'recognised' });
  });

  it('go on where they were after the server was started again', async () => {
    const file = join(temporaryFolder(), 'faces.db');
    const first = await serveGallery({ file });
    const kiosk = kioskOf(first.url);
    const enrolment = enrolmentOf(1);
    await kiosk.enrol(enrolment);
    await first.stop();
    await first.gallery.close();
    expect(await kiosk.recognise(digitsOf(enrolment), faceOf(1))).toEqual({ kind: 'away' });
    await serveGallery({ gallery: openTestGallery(file), port: first.port });
    expect(await kiosk.recognise(digitsOf(enrolment), faceOf(1))).toMatchObject({ kind: 'recognised' });
  });

  it('say so when the gallery’s disk refuses', async () => {
    const { url, gallery } = await serveGallery();
    const kiosk = kioskOf(url);
    await gallery.close();
    const enrolment = enrolmentOf(1);
    expect(await kiosk.enrol(enrolment)).toEqual({ kind: 'failed', detail: 'failed' });
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'patient')).toEqual({ kind: 'failed', detail: 'failed' });
    expect(await kiosk.recognise(digitsOf(enrolment), faceOf(1))).toEqual({ kind: 'away' });
    expect(await kiosk.holds({ kind: 'patient', patientId: 'P1' })).toBe('away');
    expect(await kiosk.statistics()).toBeNull();
  });
});
