import { describe, expect, it } from 'vitest';
import { languageOf } from './languages.ts';

/** What README.md of this folder says and a machine can see. */

type Texts = { readonly [key: string]: string | Texts };
const flatten = (tree: Texts, path = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[path + key, text]] : flatten(text, `${path}${key}.`),
  );

/** Told to staff, in staff's words. */
const forStaff = /^(notices|staffNotes|staff)\b|^paper\.test\b/;
const sentences = Object.fromEntries(
  ['vi', 'en'].map((tag) => [tag, flatten(languageOf(tag).texts).map(([key, text]) => [key, text.normalize('NFC')])]),
) as Record<'vi' | 'en', [string, string][]>;
const both = [...sentences.vi, ...sentences.en];
const ofPatients = (texts: [string, string][]) => texts.filter(([key]) => !forStaff.test(key));
const found = (texts: [string, string][], pattern: RegExp) => texts.filter(([, text]) => pattern.test(text));

describe('the wording', () => {
  it('calls the patient Quý khách, and never otherwise', () => {
    const others = /(?<!\p{L})(bạn|ông|bà|anh|chị|bác(?! sĩ|\u00a0sĩ)|quý khách|Quý Khách|quý vị|Quý vị)(?!\p{L})/u;
    expect(found(sentences.vi, others)).toEqual([]);
  });

  it('uses no word of the machine or of an office', () => {
    const vietnamese =
      /(?<!\p{L})(lỗi hệ thống|mã lỗi|hệ thống|thiết bị|hợp lệ|xác thực|người dùng|thao tác|sinh trắc|truy cập|nhấp|click)(?!\p{L})/iu;
    const english =
      /\b(error|invalid|failed|failure|user|system|device|click|tap|submit|authenticate|biometrics?|verify|access denied)\b/i;
    expect(found(ofPatients(sentences.vi), vietnamese)).toEqual([]);
    expect(found(ofPatients(sentences.en), english)).toEqual([]);
  });

  it('shows no code of a fault, and does not shout', () => {
    expect(found(ofPatients(both), /\b[A-Z]+[-_]?\d{2,}\b(?!\p{L})/u).filter(([key]) => !key.endsWith('.law'))).toEqual(
      [],
    );
    expect(found(both, /!/)).toEqual([]);
  });

  it('ends a detail as a sentence ends, and a title without a full stop', () => {
    const details = both.filter(([key]) => /(^|\.)(detail|why|effect)$/.test(key));
    expect(details.length).toBeGreaterThan(80);
    expect(details.filter(([, text]) => !/[.?]$/.test(text))).toEqual([]);
    expect(both.filter(([key, text]) => key.endsWith('title') && text.endsWith('.'))).toEqual([]);
  });

  it('is set as books are: one ellipsis, curly apostrophes, single spaces', () => {
    expect(found(both, /\.\.\.|'| {2}|"/)).toEqual([]);
  });

  it('has one term for one thing', () => {
    expect(
      found(sentences.vi, /(?<!\p{L})(CCCD|chứng minh nhân dân|thẻ ID|camera|scan|vé|biên lai)(?!\p{L})/iu),
    ).toEqual([]);
    expect(found(sentences.en, /\b(webcam|front desk|counter|ID document|citizen card|appointment letter)\b/i)).toEqual(
      [],
    );
  });

  it('sends nobody whose insurance needs a look to another counter than the one that calls them', () => {
    const about = (texts: [string, string][]) =>
      texts.filter(([key]) => /^(insurance|insuranceStep|desk\.reason)\b/.test(key));
    expect(found(about(sentences.vi), /quầy(?!\stiếp\sđón)/iu)).toEqual([]);
    expect(found(about(sentences.en), /\bdesk\b/i)).toEqual([]);
    expect(found(about(sentences.vi), /quầy\stiếp\sđón/iu).length).toBeGreaterThan(15);
  });

  it('tells of an emergency to staff: nobody else hears of it', () => {
    const others = /nhân\sviên\scấp\scứu|gọi\scấp\scứu|\b(ambulance|paramedics?|emergency (staff|services?|team))\b/iu;
    expect(found(ofPatients(both), others)).toEqual([]);
    const { calling } = languageOf('vi').texts.emergency.titles;
    expect(calling.replaceAll(/\s/gu, ' ')).toContain('báo nhân viên');
  });

  it('promises nobody a moment that the kiosk does not know', () => {
    expect(found(both, /sắp\sđến\slượt|you are next|your turn soon/iu)).toEqual([]);
    const paused = both.filter(([key]) => key.startsWith('attract.prompt.face-paused.'));
    expect(paused).toHaveLength(4);
    expect(found(paused, /phút|minutes?|chốc\slát|\bsoon\b/iu)).toEqual([]);
  });

  it('says before the camera that the kiosk looks, and of no picture that it takes: none is kept', () => {
    const aboutFaces = both.filter(([key]) =>
      /^(verify|recognise|returning|setback|attract\.prompt\.face)\b/.test(key),
    );
    expect(aboutFaces.length).toBeGreaterThan(100);
    expect(found(aboutFaces, /chụp|\b(photographed|took (a|your) (photo|picture))\b/iu)).toEqual([]);
  });

  it('says of a ticket that the hospital turned down that it did, and not that it is on its way', () => {
    expect(languageOf('vi').texts.myTicket.title.refused).not.toMatch(/chưa/u);
  });

  it('calls a step of a visit for staff by what the patient does in it', () => {
    const step = (tag: string) => languageOf(tag).texts.staff.figures.stepNames.returning;
    expect(step('vi')).toContain('bốn số cuối');
    expect(step('en')).toContain('four digits');
  });

  it('names the scanner only where there is one', () => {
    // These are chosen by who reads the codes; `either` by both, and `away` says that the scanner is.
    const chosen = /(\.scanner|\.either|^companion\.title)$/;
    const unchosen = both.filter(([key]) => !chosen.test(key) && !forStaff.test(key));
    expect(found(unchosen, /máy\squét|\bscanner\b/iu)).toEqual([]);
  });
});
