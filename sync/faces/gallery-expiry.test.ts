import { describe, expect, it } from 'vitest';
import { testClock } from '../queue/test-queue.ts';
import { endedOf, enrol, enrolled, enrolment, face, patient, testGallery } from './gallery-testing.ts';
import type { GalleryOptions } from './gallery.ts';

/** What nobody uses goes after its time; by a clock that is wrong nobody goes. */

function galleryBy(clock: ReturnType<typeof testClock>, changes: Partial<GalleryOptions> = {}) {
  const { gallery, entries } = testGallery({ now: clock.now, keptDays: 30, ...changes });
  const count = async () => (await gallery.statistics())?.enrolments;
  /** The kiosk on these days, one after the other; how many are left. */
  const through = async (...days: readonly string[]) => {
    for (const day of days) {
      clock.set(`${day}T01:30:00Z`);
      expect(await gallery.expire(day)).toBe('done');
    }
    return count();
  };
  return { gallery, entries, through };
}

const march = ['2026-03-02', '2026-03-08', '2026-03-14', '2026-03-20', '2026-03-26'];

it('an enrolment expires when nobody has used it for so long, and its consent ends', async () => {
  const { gallery, entries, through } = galleryBy(testClock());
  const forgotten = enrolment(1);
  const enrolmentId = await enrol(gallery, forgotten);
  await enrol(gallery, enrolment(2));
  await through('2026-03-02', '2026-03-08');
  await gallery.recognise(patient('patient-2'), face(2));
  expect(await through('2026-03-14', '2026-03-20', '2026-03-26', '2026-04-01')).toBe(2);
  expect(await through('2026-04-02')).toBe(1);
  const { idNumber, patientId } = enrolled(1);
  expect(entries.at(-1)).toEqual({ actor: 'kiosk', action: 'face-expired', subject: enrolmentId });
  expect(await gallery.holds(patient('patient-1'))).toBe('no');
  expect(await gallery.holds(patient('patient-2'))).toBe('yes');
  expect(await gallery.ended()).toEqual([
    {
      ...{ consent: forgotten.consent, person: { idNumber, patientId } },
      ...{ endedAt: '2026-04-02T01:30:00.000Z', reason: 'expired' },
    },
  ]);
});

it('a day of use is the hospital’s, which begins while it is yesterday in Greenwich', async () => {
  const clock = testClock('2026-03-02T23:00:00Z');
  const { gallery, through } = galleryBy(clock, { keptDays: 1, today: () => '2026-03-03' });
  await enrol(gallery, enrolment(1));
  expect(await through('2026-03-04')).toBe(1);
  expect(await through('2026-03-05')).toBe(0);
});

describe('a clock', () => {
  it('that falls to the year 2000 and is set right again takes nobody away', async () => {
    const { gallery, through } = galleryBy(testClock());
    for (const number of [1, 2, 3]) await enrol(gallery, enrolment(number));
    expect(await through('2026-03-02', '2000-01-01', '2000-01-02')).toBe(3);
    // Used by the wrong clock: that is no earlier use.
    await gallery.recognise(patient('patient-1'), face(1));
    expect(await through('2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05')).toBe(3);
    expect(await endedOf(gallery)).toEqual([]);
  });

  it('that leaps a year ahead takes nobody away before it has gone on for a day', async () => {
    const { gallery, through } = galleryBy(testClock());
    await enrol(gallery, enrolment(1));
    expect(await through('2026-03-02', '2027-03-03', '2027-03-03', '2026-03-03', '2027-03-03')).toBe(1);
    expect(await through('2027-03-04')).toBe(0);
  });

  it('that was ahead when somebody came keeps nobody for longer', async () => {
    const { gallery, through } = galleryBy(testClock());
    await through('2026-03-01');
    await through('2031-03-02');
    await enrol(gallery, enrolment(1));
    expect(await through(...march, '2026-04-01')).toBe(1);
    expect(await through('2026-04-02')).toBe(0);
  });

  it('that nobody knew before is known by the newest use', async () => {
    const { gallery, through } = galleryBy(testClock());
    await enrol(gallery, enrolment(1));
    expect(await through('2027-03-03')).toBe(1);
  });

  it('that leaps over the weeks a kiosk was switched off does not end the use of its first day', async () => {
    const { gallery, through } = galleryBy(testClock(), { keptDays: 10 });
    await through('2026-03-02', '2026-04-02');
    await enrol(gallery, enrolment(1));
    expect(await through('2026-04-02', '2026-04-03', '2026-04-09')).toBe(1);
  });
});
