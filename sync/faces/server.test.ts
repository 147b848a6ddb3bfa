import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, describe, expect, it, vi } from 'vitest';
import type { EndedConsent } from './port.ts';
import {
  consentOf,
  digitsOf,
  enrolmentOf,
  faceOf,
  keep,
  kioskOf,
  kioskOne,
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
    const kiosk = kioskOf(url);
    const enrolled = await kiosk.enrol(enrolment);
    assert(enrolled.kind === 'enrolled');
    const { enrolmentId } = enrolled;
    expect(await kiosk.recognise(digitsOf(enrolment), faceOf(1))).toEqual({ kind: 'not-recognised' });
    expect(await kiosk.confirm(enrolmentId)).toEqual({ kind: 'confirmed' });
    expect(await kiosk.confirm(enrolmentId)).toEqual({ kind: 'confirmed' });
    expect(await kiosk.confirm(randomUUID())).toMatchObject({ kind: 'failed' });

    const other = kioskOf(url, kioskTwo);
    expect(await other.holds({ kind: 'patient', patientId: 'P1' })).toBe('yes');
    expect(await other.holds({ kind: 'patient', patientId: 'P2' })).toBe('no');
    expect(await other.holds({ kind: 'person', idNumber: person.idNumber })).toBe('yes');
    const found = await other.recognise(digitsOf(enrolment), faceOf(1));
    expect(found).toMatchObject({ kind: 'recognised', enrolmentId, person });
    expect(await other.recognise(digitsOf(enrolment), faceOf(2))).toEqual({ kind: 'not-recognised' });

    const ticket = { kind: 'ticket', key: 'b5cbd2a0-0000-4000-8000-000000000002' } as const;
    expect(await other.holds(ticket)).toBe('no');
    await other.remember(enrolmentId, { ticketKey: ticket.key, patientId: null });
    expect(await other.holds(ticket)).toBe('yes');
    expect(await other.statistics()).toEqual({
      enrolments: 1,
      ofOtherModels: 0,
      unreadable: 0,
      memoryBytes: null,
    });
    expect(other.place).toBe('hospital');
  });

  it('end a consent by its renewal, and by a withdrawal in each of its three ways', async () => {
    const { url } = await serveGallery();
    const kiosk = kioskOf(url);
    const first = enrolmentOf(1);
    await keep(kiosk, first);
    const whose = { idNumber: first.person.idNumber, patientId: 'P1' };
    const gone = { kind: 'withdrawn', count: 1 };
    const consents = [first.consent];
    const again = async (): Promise<string> => {
      consents.push(consentOf());
      return keep(kiosk, { ...first, consent: consents.at(-1) ?? consentOf() });
    };
    expect(await kiosk.withdraw({ enrolmentId: await again() }, 'patient')).toEqual(gone);
    await again();
    expect(await kiosk.withdraw({ idNumber: whose.idNumber }, 'staff:an')).toEqual(gone);
    await again();
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'kiosk')).toEqual(gone);
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'patient')).toEqual({ kind: 'unknown' });
    expect(await kiosk.recognise(digitsOf(first), faceOf(1))).toEqual({ kind: 'not-recognised' });

    const ended = await kiosk.ended();
    const wanted = consents.map((consent, index) => ({
      consent,
      person: whose,
      endedAt: expect.stringMatching(/Z$/) as string,
      reason: index === 0 ? 'replaced' : 'withdrawn',
    }));
    expect(ended).toHaveLength(4);
    expect(ended).toEqual(expect.arrayContaining(wanted));
  });

  it('know each ended consent until the kiosk that took it has settled it, whoever ended it', async () => {
    const { url, gallery } = await serveGallery();
    const [one, two] = [enrolmentOf(1), enrolmentOf(2)];
    const [kiosk, other] = [kioskOf(url), kioskOf(url, kioskTwo)];
    for (const each of [one, two]) await keep(kiosk, each);
    await kiosk.withdraw({ patientId: 'P1' }, 'patient');
    await gallery.withdraw({ patientId: 'P2' }, 'staff:an');

    const idsOf = (ended: EndedConsent[] | null) => ended?.map(({ consent }) => consent.id).sort();
    expect(idsOf(await kiosk.ended())).toEqual([one.consent.id, two.consent.id].sort());
    expect(await other.ended()).toEqual([]);
    expect(await other.settle([two.consent.id])).toBe(true);
    expect(await kiosk.settle([one.consent.id])).toBe(true);
    expect(idsOf(await kiosk.ended())).toEqual([two.consent.id]);
    expect(await kiosk.settle([two.consent.id])).toBe(true);
    expect(await kiosk.ended()).toEqual([]);
    expect(await kiosk.settle([])).toBe(true);
    expect(await kiosk.expire('2030-01-01')).toBe('done');
  });

  it('take no face that the gallery keeps for longer than the patient was told', async () => {
    const onTrouble = vi.fn();
    const { url, gallery } = await serveGallery({ keptDays: 365 });
    const kiosk = kioskOf(url, kioskOne, { keptDays: 364, onTrouble });
    expect(await kiosk.enrol(enrolmentOf(1))).toEqual({ kind: 'failed', detail: 'kept-longer' });
    expect(await kiosk.holds({ kind: 'patient', patientId: 'P1' })).toBe('no');
    expect(onTrouble.mock.calls).toEqual([['kept-longer']]);
    expect((await gallery.statistics())?.enrolments).toBe(0);
    await keep(kioskOf(url, kioskOne, { keptDays: 366 }), enrolmentOf(1));
  });

  it('count a challenge that failed as a try', async () => {
    const { url } = await serveGallery();
    const kiosk = kioskOf(url);
    const factor = digitsOf(enrolmentOf(1));
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await kiosk.missed(factor)).toEqual({ kind: 'counted' });
    expect(await kiosk.missed(factor)).toMatchObject({ kind: 'limited' });
    expect(await kiosk.recognise(factor, faceOf(1))).toMatchObject({ kind: 'limited' });
  });

  it('limit tries for all kiosks by factor, and for each by its failures', async () => {
    const { url } = await serveGallery();
    const enrolment = enrolmentOf(1);
    await keep(kioskOf(url), enrolment);
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
    await keep(kioskOf(url), enrolment);
    await kioskOf(url, kioskTwo).recognise(digitsOf(enrolment), faceOf(1));
    const other = kioskOf(url, kioskTwo);
    await other.holds({ kind: 'person', idNumber: enrolment.person.idNumber });
    await other.withdraw({ idNumber: '001092047399' }, 'staff:director.of.the.hospital.an.binh');
    await other.withdraw({ idNumber: enrolment.person.idNumber }, 'patient');
    const said = gallery.audit.list(10).map(({ actor, action, detail }) => [actor, action, detail]);
    expect(said.reverse()).toEqual([
      ['patient', 'face-enrolled', 'pending at k1'],
      ['patient', 'face-enrolled', 'confirmed at k1'],
      ['kiosk', 'face-recognised', 'recognised by digits at k2'],
      ['kiosk', 'face-asked', 'holds person at k2'],
      ['staff:k2.director.of.the.hospital.an.b', 'face-asked', 'withdraw at k2'],
      ['patient', 'face-withdrawn', 'withdrawn at k2'],
    ]);
    const rows = JSON.stringify(gallery.audit.list(10));
    for (const secret of [enrolment.person.idNumber, enrolment.person.fullName]) expect(rows).not.toContain(secret);
    expect(readFileSync(join(folder, 'faces.db')).includes(enrolment.person.idNumber)).toBe(false);
  });

  it('do not compare what another model made', async () => {
    const { url } = await serveGallery();
    const kiosk = kioskOf(url);
    const enrolment = enrolmentOf(1);
    await keep(kiosk, enrolment);
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
    await keep(kiosk, enrolment);
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
    expect(await kiosk.confirm(randomUUID())).toEqual({ kind: 'failed', detail: 'failed' });
    expect(await kiosk.missed(digitsOf(enrolment))).toEqual({ kind: 'away' });
    expect(await kiosk.ended()).toBeNull();
    expect(await kiosk.settle([])).toBe(false);
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'patient')).toEqual({ kind: 'failed', detail: 'failed' });
    expect(await kiosk.recognise(digitsOf(enrolment), faceOf(1))).toEqual({ kind: 'away' });
    expect(await kiosk.holds({ kind: 'patient', patientId: 'P1' })).toBe('away');
    expect(await kiosk.statistics()).toBeNull();
  });
});
