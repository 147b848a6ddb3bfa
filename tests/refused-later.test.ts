import { describe, expect, it } from 'vitest';
import { run } from '../electron/cli/command-testing.ts';
import { exitCodes } from '../electron/cli/output.ts';
import { adviceFor } from '../electron/cli/worklist.ts';
import type { QueueRow } from '../electron/bridge/staff-messages.ts';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import type { HouseKiosk } from './harness/kiosk.ts';
import { person } from './harness/people.ts';
import { kioskOfTest, screenOfTest, useBrowser } from './harness/suite.ts';
import { moveTicket, quickSettings, registrationOf, scanTicket, takeTicket } from './harness/visits.ts';

/** Accepted while the hospital was away, refused when it was back: staff and patient are told what to do instead. */

const browser = useBrowser();

const shutTheEyeClinic = { quotas: { morning: 0, afternoon: 0 }, sendTo: 'tai-mui-hong' };

interface Refusal {
  reason: NonNullable<QueueRow['refusal']>['reason'];
  sendTo: string | null;
  /** While the kiosk cannot know. */
  cause: (kiosk: HouseKiosk) => void;
  mend: (kiosk: HouseKiosk) => void;
}

const patient = person('f04');
const idNumber = patient.citizen?.idNumber ?? '';
const refusals: Refusal[] = [
  {
    reason: 'clinic-full',
    sendTo: 'tai-mui-hong',
    cause: ({ hospital }) => hospital.staff.setClinic('mat', shutTheEyeClinic),
    mend: ({ hospital }) => hospital.staff.setClinic('mat', {}),
  },
  {
    reason: 'clinic-closed',
    sendTo: null,
    cause: ({ hospital }) => hospital.staff.setClinic('mat', { hours: [] }),
    mend: ({ hospital }) => hospital.staff.setClinic('mat', {}),
  },
  {
    reason: 'patient-blocked',
    sendTo: null,
    cause: ({ hospital }) => hospital.staff.setBlocked(idNumber, true),
    mend: ({ hospital }) => hospital.staff.setBlocked(idNumber, false),
  },
];

describe('a registration that the hospital refuses later', () => {
  it.each(refusals)('for $reason', async ({ reason, sendTo, cause, mend }) => {
    const kiosk = await kioskOfTest({ settings: quickSettings });
    const tiepdon = (...args: string[]) => run(...args, '--data', kiosk.folder.path);
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    expect((await tiepdon('queue', 'worklist')).out).toContain('nothing to do');
    kiosk.hospital.cut();
    const { key, code, number } = await takeTicket(hand, patient.id, 'mat');
    cause(kiosk);
    await kiosk.hospital.restore();

    const dead = await hand.row(key, ({ state }) => state === 'dead');
    expect(dead.refusal).toEqual({ reason, sendTo });
    const told = sendTo === null ? vi.myTicket.sendToDesk : vi.myTicket.sendTo;
    const why = screen.page.getByText(`${vi.myTicket.refusal[reason]} ${told}`);
    await why.waitFor();
    expect(await screen.says('Tai mũi họng').count()).toBe(sendTo === null ? 0 : 1);
    // One place to go to: not the clinic as well.
    expect(await screen.page.getByText(vi.ticket.goTo).count()).toBe(0);
    const notice = (await hand.queue()).find(({ amendment }) => amendment === 'refusal-notice');
    await hand.row(notice?.key ?? '', ({ state }) => state === 'confirmed');
    expect(kiosk.hospital.desk().followUps).toMatchObject([{ number, reason: 'registration-refused' }]);
    expect(kiosk.hospital.counts()).toMatchObject({ encounters: 0, deskFollowUps: 1 });

    const { out } = await tiepdon('queue', 'worklist');
    const tell = adviceFor(dead);
    for (const words of [number, key, tell.vi, tell.en, tell.next, `send to: ${sendTo ?? 'desk'}`]) {
      expect(out).toContain(words);
    }
    for (const secret of [patient.fullName, idNumber]) expect(out.includes(secret)).toBe(false);

    await scanTicket(hand, code);
    await screen.step('my-ticket').waitFor();
    await screen.says(vi.myTicket.title.refused).waitFor();
    await why.waitFor();
    expect(await screen.says('Tai mũi họng').count()).toBe(sendTo === null ? 0 : 1);
    await screen.chooseLanguage('English');
    await screen.says(en.myTicket.title.refused).waitFor();
    expect((await screen.page.content()).includes(patient.fullName)).toBe(false);

    // Sent again before anything is mended, it is refused again and told once.
    expect((await tiepdon('queue', 'retry', key)).code).toBe(exitCodes.done);
    await hand.row(key, ({ state, attempts }) => state === 'dead' && attempts > dead.attempts);
    mend(kiosk);
    expect((await tiepdon('queue', 'retry', key)).code).toBe(exitCodes.done);
    await hand.row(key, ({ state }) => state === 'confirmed');
    await screen.says(en.myTicket.confirmed).waitFor();
    expect(registrationOf(kiosk, key)).toMatchObject({ clinicId: 'mat', state: 'waiting' });
    expect(kiosk.hospital.counts()).toMatchObject({ encounters: 1, deskFollowUps: 1 });
    expect((await tiepdon('queue', 'worklist')).out).toContain('nothing to do');
  });

  it('is settled by hand: what was to be sent is gone, and its patient registers again', async () => {
    const kiosk = await kioskOfTest({ settings: quickSettings });
    const tiepdon = (...args: string[]) => run(...args, '--data', kiosk.folder.path);
    const hand = await kiosk.join();
    kiosk.hospital.cut();
    const { key, number } = await takeTicket(hand, patient.id, 'mat');
    kiosk.hospital.staff.setClinic('mat', shutTheEyeClinic);
    await kiosk.hospital.restore();
    await hand.row(key, ({ state }) => state === 'dead');
    // What a patient does next does not wait for what staff make of the first.
    const next = await takeTicket(hand, patient.id, 'tai-mui-hong');
    expect(next.origin).toBe('new');
    expect(next.number).not.toBe(number);
    await hand.row(next.key, ({ state }) => state === 'confirmed');
    expect((await tiepdon('queue', 'set-aside', key)).code).toBe(exitCodes.done);
    expect((await tiepdon('queue', 'worklist')).out).toContain('nothing to do');
    expect(await tiepdon('queue', 'retry', key)).toMatchObject({ code: exitCodes.failed });
    expect(kiosk.hospital.counts()).toMatchObject({ encounters: 1, tickets: 1 });
  });

  it('refused a change of clinic: the visit stays where it was, and the screen sends to the desk', async () => {
    const kiosk = await kioskOfTest({ settings: quickSettings });
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    const first = await takeTicket(hand, patient.id, 'ngoai');
    await hand.row(first.key, ({ state }) => state === 'confirmed');
    kiosk.hospital.cut();
    await scanTicket(hand, first.code);
    const moved = await moveTicket(hand, 'mat');
    kiosk.hospital.staff.setClinic('mat', shutTheEyeClinic);
    await kiosk.hospital.restore();
    await hand.row(moved.key, ({ state }) => state === 'dead');
    expect(registrationOf(kiosk, first.key)).toMatchObject({ clinicId: 'ngoai', number: first.number });
    await scanTicket(hand, moved.code);
    await screen.says(vi.myTicket.title.refused).waitFor();
    await screen.button(vi.choose.askDesk).waitFor();
  });
});
