import { describe, expect, it, onTestFinished } from 'vitest';
import type { KioskSnapshot } from '../electron/bridge/snapshot.ts';
import { asSaid } from '../electron/bridge/spoken-text.ts';
import { samplePeople } from '../renderer/gallery-base-samples.ts';
import { gallerySamples, galleryStates } from '../renderer/gallery-samples.ts';
import { textsIn } from '../renderer/language/texts.ts';
import { lookAtEach, useGalleryAddress } from './harness/gallery.ts';
import { hear, openToHear } from './harness/hearing.ts';
import { personalWords } from './harness/personal-words.ts';
import { useBrowser } from './harness/suite.ts';

/** What every screen says to the ear: the question first, every action, nothing of a picture, and aloud nothing about a person. */

const browser = useBrowser();
const address = useGalleryAddress();
const samples = gallerySamples('');

/** What of a sample is about a person, as it would be said. */
const secretsOf = (snapshot: KioskSnapshot, language: string): string[] =>
  personalWords(snapshot, language).map((each) =>
    asSaid(each, (digits) => textsIn(language)('speech.endsIn', { digits })),
  );

const isNumber = (snapshot: KioskSnapshot | undefined): boolean =>
  snapshot !== undefined && ['ticket', 'my-ticket', 'desk'].includes(snapshot.visit.step);

describe.each(['vi', 'en'])('every screen in %s', (language) => {
  it('is said from its question to its last action, and nothing about a person aloud', async () => {
    const page = await browser().newPage({ viewport: { width: 1080, height: 1920 } });
    onTestFinished(() => page.close());
    await openToHear(page, address('attract-welcome', language));
    let personal = 0;
    const privately = new Set<string>();
    const findings = await lookAtEach(page, galleryStates, async (state) => {
      const { said, title, actions } = await hear(page, language);
      const sample = samples[state];
      const secret = sample ? secretsOf(sample, language) : [];
      personal += secret.length;
      for (const each of secret) {
        if (said.some(({ text }) => text.includes(each))) privately.add(each);
      }
      const spoken = said.filter(({ kind }) => kind === 'action');
      const aloud = said.map((each) => each.aloud ?? '');
      return [
        said[0]?.kind !== 'question' && 'has no question',
        said[0]?.aloud === null && 'has a question that bystanders may not hear at all',
        !said[0]?.text.startsWith(asSaid(title, (digits) => digits).slice(0, 12)) && `does not begin with "${title}"`,
        spoken.length !== actions && `names ${String(spoken.length)} of ${String(actions)} actions`,
        ...spoken.map(({ text }) => /[:：] *$/.test(text) && `has an action without a name: "${text}"`),
        // The ear can take no photo of a number.
        ...(isNumber(sample) ? said.map(({ text }) => /chụp|photo/iu.test(text) && `says "${text}"`) : []),
        ...said.map(({ text }) => /[<>{}|•*]|svg|icon|undefined|null/.test(text) && `says "${text}"`),
        ...secret.flatMap((each) =>
          aloud.filter((text) => text.includes(each)).map((text) => `tells bystanders "${text}"`),
        ),
      ].flatMap((finding) => (finding === false ? [] : [`${state} ${finding}`]));
    });
    expect(findings).toEqual([]);
    // Samples without people, or a search that finds nobody, would prove nothing.
    expect(personal).toBeGreaterThan(50);
    const t = textsIn(language);
    expect([...privately]).toEqual(
      expect.arrayContaining(
        [
          samplePeople.holder.fullName,
          t('declare.pregnancy'),
          t('priority.pregnancy'),
          t('insurance.paysAlone'),
          t('insurance.advice.expired'),
          t('appointments.titleToday.title'),
          '09:30',
          t('place.room', { room: '215' }),
          t('myTicket.refusal.clinic-full'),
          t('stream.insured'),
        ].map((each) => asSaid(each, (digits) => digits)),
      ),
    );
  });
});

it('the words of a screen, for example', async () => {
  const page = await browser().newPage({ viewport: { width: 1080, height: 1920 } });
  onTestFinished(() => page.close());
  const saidAt = async (state: string): Promise<string[]> => {
    await openToHear(page, address(state, 'vi'));
    return (await hear(page, 'vi')).said.map(({ text }) => text.replaceAll(/\s/gu, ' '));
  };
  const vi = (key: Parameters<ReturnType<typeof textsIn>>[0]): string =>
    String(textsIn('vi')(key)).replaceAll(/\s/gu, ' ');
  expect((await saidAt('identify-pulled'))[0]).toBe(vi('identify.problem.pulled.title'));
  const typed = await saidAt('details-phone');
  expect(typed).toContain(`${vi('speech.typeDigits')} ${vi('speech.around')}`);
  expect(typed.join(' ')).not.toContain('7');
  const confirm = await saidAt('confirm-claimed');
  expect(confirm.some((text) => text.endsWith('số cuối 4 8 2'))).toBe(true);
  const press = (key: string, action: string): string =>
    textsIn('vi')('speech.press', { key, action }).replaceAll(/\s/gu, ' ');
  const several = await saidAt('confirm-several');
  expect(several.filter((text) => text.includes(press('1', '')))).toEqual([press('1', vi('confirm.takeNumber'))]);
  const welcome = await saidAt('attract-welcome');
  expect(welcome.join(' ')).toContain(vi('attract.welcomeSpoken'));
  expect(welcome.join(' ')).not.toContain('làm theo hình');
  expect(welcome.at(-1)).toBe(press('2', vi('attract.emergencySpoken')));
  // A second code of no use has the same words, which are news all the same.
  const lastingAt = async (state: string) => {
    await openToHear(page, address(state, 'vi'));
    return (await hear(page, 'vi')).said[0];
  };
  const [once, again] = [await lastingAt('attract-unknown-code'), await lastingAt('attract-unknown-code-again')];
  expect(again?.text).toBe(once?.text);
  expect(again?.lasting).not.toBe(once?.lasting);
  const appointments = (await saidAt('appointments-one')).join(' ');
  expect(appointments).toContain(vi('appointments.stateSpoken.ready'));
  expect(appointments).not.toMatch(/chạm/iu);
  const alone = await saidAt('closed-queue-damaged');
  expect(alone).toContain(vi('attract.emergencyAloud'));
  const ticket = (await saidAt('ticket-new')).join(' ');
  expect(ticket).toContain('TM-042');
  expect(ticket).not.toMatch(/chụp|N T Q Hương/);
  const three = (await saidAt('ticket-others')).join(' ');
  expect(three.split(vi('stream.insured'))).toHaveLength(1 + 3);
  const unheard = (await saidAt('emergency-not-sent')).join(' ');
  expect(unheard).not.toContain(vi('frame.staffCall.not-sent'));
  for (const [state, problem] of [
    ['typed-wrong-number', 'number'],
    ['typed-wrong-birth-date', 'birth-date'],
  ] as const) {
    expect((await saidAt(state)).join(' ')).toContain(vi(`typed.problem.${problem}`));
  }
  // What keeps a number in its last seconds moves no key.
  const numbered = (said: string[]): string[] => said.filter((text) => /^Bấm \d:/u.test(text));
  const still = numbered(await saidAt('ticket-existing-all'));
  const ending = numbered(await saidAt('ticket-existing-all-ending'));
  expect(ending.slice(0, -1)).toEqual(still);
  expect(ending.at(-1)).toContain('Giữ lại');
  const warning = await saidAt('idle');
  expect(warning[0]).toBe(vi('idle.title'));
  expect(warning.at(-1)).toContain(vi('idle.leave'));
});
