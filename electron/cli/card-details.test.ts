import { describe, expect, it, vi } from 'vitest';
import { type ChipImage, FILE } from '../../fixtures/cards/chip-image.ts';
import { pictureOf } from '../../fixtures/cards/hand-made-person.ts';
import { reissue } from '../../fixtures/cards/issue.ts';
import { hex, tlv, utf8 } from '../../fixtures/cards/tlv.ts';
import { imageOf, lay } from './card-testing.ts';
import { run } from './command-testing.ts';

vi.mock('../simulation.ts', () => import('./card-testing-reader.ts'));

const text = (tag: number, value: string): Uint8Array => tlv(tag, utf8(value));
const list = (...tags: string[]): Uint8Array => tlv(0x5c, hex(tags.join('')));

/** A citizen card with every group of details a document may have, and one of a maker's own objects. */
function detailedCard(changes: [number, Uint8Array][] = []): ChipImage {
  const image = reissue(
    imageOf('p01'),
    new Map([
      [7, tlv(0x67, tlv(0x02, hex('01')), tlv(0x5f43, pictureOf(400)))],
      [
        11,
        tlv(
          0x6b,
          list('5F0E', '5F11', '5F42', '5F12', '5FC1'),
          text(0x5f0e, 'ĐẶNG<<QUỐC<KHẢI'),
          text(0x5f11, 'HÀ NỘI<VIỆT NAM'),
          text(0x5f12, '+84 24 0000 0000\u001b[31m'),
          tlv(0x5f2b, hex('19920418')),
          tlv(0x5f41, hex('CAFE')),
        ),
      ],
      [12, tlv(0x6c, list('5F19', '5F26'), text(0x5f19, 'CỤC CẢNH SÁT'), text(0x5f26, '20230510'))],
      [16, tlv(0x70, tlv(0x02, hex('01')), tlv(0xa1, text(0x5f51, 'TRẦN<<THỊ MAI'), text(0x5f52, '+84 90 000 0000')))],
      ...changes,
    ]),
  );
  const listed = tlv(0x5c, hex('61 75 63 67 6B 6C 6D 6E 6F 70'));
  const com = tlv(0x60, text(0x5f01, '0108'), text(0x5f36, '040000'), listed);
  return { ...image, files: new Map([...image.files, [FILE.com, com]]) };
}

const read = (image: ChipImage, ...options: string[]): ReturnType<typeof run> =>
  run('card', 'read', ...lay('p01', [], undefined, image), ...options);

describe('tiepdon card read --all', () => {
  it('prints what every group says, and the versions of EF.COM, in JSON', async () => {
    const { code, out } = await read(detailedCard(), '--all', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      com: { ldsVersion: '1.8', unicodeVersion: '4.0.0', groups: [1, 2, 3, 7, 11, 12, 13, 14, 15, 16] },
      dataGroups: { 3: 'absent', 7: 'match', 11: 'match', 12: 'match', 15: 'match', 16: 'match' },
      findings: [{ id: 'issuer-not-anchored' }, { id: 'signer-new' }, { id: 'group-denied' }],
      moreDetails: [
        { group: 7, fields: { images: [{ mediaType: 'image/jpeg', sizeBytes: 400 }], others: [] } },
        {
          group: 11,
          fields: {
            fullName: { primary: 'ĐẶNG', secondary: 'QUỐC KHẢI' },
            birthDate: '19920418',
            birthplace: ['HÀ NỘI', 'VIỆT NAM'],
            profession: null,
            others: [{ tag: '5F41', value: 'cafe' }],
          },
        },
        { group: 12, fields: { issuingAuthority: 'CỤC CẢNH SÁT', issueDate: '20230510' } },
        { group: 16, fields: { persons: [{ name: { primary: 'TRẦN' }, telephone: '+84 90 000 0000' }] } },
      ],
    });
  });

  it('prints it in lines, with nothing that steers the terminal', async () => {
    const { out } = await read(detailedCard(), '--all');
    expect(out.split('\n')).toEqual(
      expect.arrayContaining([
        'DG7 images: image/jpeg, 400 B',
        'DG11 full name: ĐẶNG, QUỐC KHẢI',
        'DG11 birthplace: HÀ NỘI; VIỆT NAM',
        'DG11 telephone: +84 24 0000 0000?[31m',
        'DG11 others: 5F41, 2 B',
        'DG12 issuing authority: CỤC CẢNH SÁT',
        'DG16 persons: name: TRẦN, THỊ MAI, telephone: +84 90 000 0000',
        'EF.COM: LDS 1.8, Unicode 4.0.0, lists DG1, DG2, DG3, DG7, DG11, DG12, DG13, DG14, DG15, DG16',
      ]),
    );
    expect(out).not.toMatch(/DG11 (profession|other names)/);
  });

  it('says which group cannot be read, and prints the rest', async () => {
    const { code, out } = await read(detailedCard([[12, hex('6C03 5F2605')]]), '--all');
    expect(code).toBe(0);
    expect(out).toMatch(/^DG12 cannot be read: /m);
    expect(out).toContain('DG16 persons');
  });

  it('is what takes the time: without it, nobody asks for those groups', async () => {
    const { out } = await read(detailedCard(), '--json');
    expect(JSON.parse(out)).toMatchObject({ com: null, moreDetails: [], dataGroups: { 11: 'absent' } });
  });
});
