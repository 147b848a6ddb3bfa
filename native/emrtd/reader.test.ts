import { beforeAll, describe, expect, it } from 'vitest';
import { benchChip } from '../../fixtures/cards/bench-card.ts';
import { dataGroupFile as fileId, FILE } from '../../fixtures/cards/chip-image.ts';
import { toHex } from './bytes.ts';
import type { ReadProgress } from './chip.ts';
import { ChipProfiles } from './profile.ts';
import { readChip, type ReadChipOptions } from './reader.ts';
import { FakeChip, status } from './testing.ts';
import { document, SAMPLE_KEY, type TestDocument } from './testing-documents.ts';
import { good, GROUPS, ids, knowing, readCard, TRUST } from './testing-read.ts';
import { citizenCard, madeChip, WatchedChip } from './testing-simulator.ts';
import { encodeTlv } from './tlv.ts';

const IMAGE = citizenCard();
const PACE = ['22 c1a4', ...Array<string>(4).fill('86 0000'), 'a4 040c'];

describe('reading a chip', () => {
  it('takes PACE, SOD, DG14, chip authentication, DG1, DG13 and the portrait, and not one command more', async () => {
    const { card, data } = await readCard();
    const starts = card.log.filter((text) => !/^b0 [0-7]/.test(text));
    expect(starts).toEqual([
      'b0 9c00',
      ...PACE,
      'b0 9d00',
      'b0 8e00',
      '22 41a4',
      '86 0000',
      'b0 8100',
      'b0 8d00',
      'b0 8200',
    ]);
    const sizes = [FILE.sod, ...[14, 1, 13, 2].map(fileId)].map((file) => IMAGE.files.get(file)!.length);
    const blocks = sizes.reduce((sum, size) => sum + Math.ceil(size / 223), 0);
    expect(card.log).toHaveLength(1 + PACE.length + 2 + blocks);
    expect(data.cost.apdus).toBe(card.log.length);
  });

  it('gives every byte, what opened it, what it proved, and the verdict', async () => {
    const { data } = await readCard();
    expect([...data.dataGroups.keys()]).toEqual([14, 1, 13, 2]);
    for (const [group, bytes] of data.dataGroups) expect(toHex(bytes)).toBe(toHex(IMAGE.files.get(fileId(group))!));
    expect(toHex(data.sod)).toBe(toHex(IMAGE.files.get(FILE.sod)!));
    expect(data.mrz?.documentNumber).toBe(IMAGE.accessKey.documentNumber);
    expect(data.portrait?.mediaType).toBe('image/jpeg');
    expect(data.access).toEqual({ protocol: 'pace', variant: '0.4.0.127.0.7.2.2.4.2.2', password: 'mrz' });
    expect(data.proof).toEqual({ method: 'chip-authentication', result: 'holds' });
    expect(data.authenticity.verdict).toBe('anchored');
    expect(data.authenticity.dataGroups.get(15)).toBe('absent');
    expect(data.findings).toEqual([]);
  });

  it('says which password and protocol opened it', async () => {
    const { data } = await readCard({ keys: [{ can: IMAGE.can! }] });
    expect(data.access).toMatchObject({ protocol: 'pace', password: 'can' });
    const bac = await readCard({ image: madeChip('no-card-access-6A82').image });
    expect(bac.data.access).toEqual({ protocol: 'bac', variant: null, password: 'mrz' });
  });

  it('asks no second card of a kind what the first one showed', async () => {
    const profiles = new ChipProfiles();
    const first = await readCard({ profile: profiles.of('3b88') });
    const second = await readCard({ profile: profiles.of('3b88') });
    expect(first.card.log[1]).toBe('b0 8100');
    expect(second.card.log).toEqual(first.card.log.toSpliced(1, 1));
    expect((await readCard({ profile: profiles.of('3b81') })).card.log).toEqual(first.card.log);
  });

  it('uses extended length where EF.ATR/INFO offers it', async () => {
    const extendedLength = { commandBytes: 4096, responseBytes: 4096 };
    const { card, data } = await readCard({ chip: { extendedLength }, profile: knowing({}) });
    // EF.CardAccess, EF.ATR/INFO, PACE with SELECT, SOD, DG14, chip authentication, DG1, DG13, and four for the portrait.
    expect(card.log).toHaveLength(2 + 6 + 1 + 1 + 2 + 1 + 1 + 4);
    expect(data.authenticity.verdict).toBe('anchored');
  });

  it('says when the chip takes smaller blocks only', async () => {
    expect(ids((await readCard({ chip: { maxLe: 160 } })).data)).toEqual(['smaller-blocks']);
  });

  it('makes its own nonces and key pairs, and looks at the clock itself, unless told otherwise', async () => {
    const asked: number[] = [];
    const random = (sizeBytes: number): Uint8Array => {
      asked.push(sizeBytes);
      return new Uint8Array(sizeBytes).fill(7);
    };
    await readCard({ random });
    expect(asked.length).toBeGreaterThan(1);
    expect((await readCard()).data.cost.phases.every(({ durationMs }) => durationMs >= 0)).toBe(true);
  });
});

describe('the card of the speed figures', () => {
  it.each([
    ['pace', 'a new kind', null, 91],
    ['bac', 'a known kind', null, 84],
    ['pace', 'a new kind', 4096, 16],
    ['bac', 'a known kind', 4096, 11],
  ] as const)(
    'behind %s, %s of chip, extended length %s: %i commands and at most four for the proof',
    async (access, kind, bytes, most) => {
      const extendedLength = bytes === null ? null : { commandBytes: bytes, responseBytes: bytes };
      const setting = {
        image: benchChip({ access }),
        chip: { extendedLength },
        profile: new ChipProfiles().of('3b88'),
      };
      if (kind === 'a known kind') await readCard(setting);
      const { cost, authenticity, proof } = (await readCard(setting)).data;
      expect(cost.apdus - cost.proofApdus).toBeLessThanOrEqual(most);
      expect(cost.proofApdus).toBeLessThanOrEqual(4);
      expect([authenticity.verdict, proof.result]).toEqual(['anchored', 'holds']);
    },
  );
});

describe('names before the portrait', () => {
  it('are given once, with the portrait not yet asked for', async () => {
    const names: string[] = [];
    const card = new WatchedChip(IMAGE, { extendedLength: null });
    const onNames: ReadChipOptions['onNames'] = ({ dg1, dg13 }) => {
      names.push(toHex(dg1), toHex(dg13!));
      expect(card.log).not.toContain('b0 8200');
    };
    await good(readChip(card, { keys: [IMAGE.accessKey], groups: GROUPS, onNames }));
    expect(names).toEqual([1, 13].map((group) => toHex(IMAGE.files.get(fileId(group))!)));
  });

  it('come without DG13 and without a portrait', async () => {
    const names: (Uint8Array | null)[] = [];
    const { data } = await readCard({ groups: [], onNames: ({ dg13 }) => names.push(dg13) });
    expect(names).toEqual([null]);
    expect(data.portrait).toBeNull();
    expect([...data.dataGroups.keys()]).toEqual([14, 1]);
    expect(data.authenticity.verdict).toBe('anchored');
  });

  it('do not wait for the signature: it is judged while the portrait travels', async () => {
    let judgedAt: string | undefined;
    const card = new WatchedChip(IMAGE, { extendedLength: null });
    const now = (): Date => {
      judgedAt = card.log.at(-1);
      return new Date('2026-01-01');
    };
    const options = { keys: [IMAGE.accessKey], groups: GROUPS, trust: TRUST, now };
    expect((await good(readChip(card, options))).authenticity.verdict).toBe('anchored');
    expect(judgedAt).toBe('b0 8200');
  });
});

describe('progress and accounts', () => {
  it('counts bytes of a total that is known when the portrait begins', async () => {
    const progress: ReadProgress[] = [];
    const { data } = await readCard({ onProgress: (step) => progress.push(step) });
    const total = [data.sod, ...data.dataGroups.values()].reduce((sum, { length }) => sum + length, 0);
    expect(progress[0]).toEqual({ bytes: 223, total: 0 });
    expect(progress.at(-1)).toEqual({ bytes: total, total });
    expect(new Set(progress.map((step) => step.total))).toEqual(new Set([0, total]));
    expect(progress.map(({ bytes }) => bytes)).toEqual(progress.map(({ bytes }) => bytes).sort((a, b) => a - b));
  });

  it('splits the time in phases', async () => {
    let nowMs = 0;
    const { data, card } = await readCard({ watch: { before: () => ((nowMs += 10), null) }, clockMs: () => nowMs });
    const { phases } = data.cost;
    expect(phases.map(({ phase }) => phase)).toEqual(['access', 'names', 'portrait', 'verdict']);
    expect(phases.map(({ durationMs }) => durationMs)).toEqual([70, expect.any(Number), expect.any(Number), 0]);
    expect(phases.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBe(10 * card.log.length);
  });

  it('counts what served the proof alone', async () => {
    expect((await readCard()).data.cost.proofApdus).toBe(2);
    const signing = await readCard({ image: madeChip('aa-ecdsa-plain').image });
    // DG15 and one INTERNAL AUTHENTICATE.
    expect(signing.data.cost.proofApdus).toBe(2);
  });

  it('has a cost, though nothing was read', async () => {
    const card = new WatchedChip(IMAGE, {}, { before: () => ({ ok: false, reason: 'card-lost', detail: '' }) });
    const cost = { apdus: 1, bytesSent: 5, bytesReceived: 0, proofApdus: 0, phases: [] };
    expect(await readChip(card, { keys: [IMAGE.accessKey], groups: [] })).toEqual({
      ok: false,
      failure: { kind: 'card-lost', detail: '' },
      cost,
    });
  });
});

describe('groups that are not there', () => {
  let sample: TestDocument;
  beforeAll(() => {
    sample = document();
  });
  const profile = knowing({ cardAccess: 'none', extended: 'none' });
  const read = (chip: FakeChip, options: Partial<ReadChipOptions> = {}): ReturnType<typeof readChip> =>
    readChip(chip, { keys: [SAMPLE_KEY], groups: GROUPS, profile, ...options });

  it.each([
    [0x6982, 'group-denied'],
    [0x6a82, 'group-absent'],
    [0x6985, 'group-refused'],
  ])('are findings, and the rest is read: %i', async (word, finding) => {
    const progress: ReadProgress[] = [];
    const onProgress = (step: ReadProgress): unknown => progress.push(step);
    const data = await good(read(FakeChip.of(sample, { refused: new Map([[13, word]]) }), { onProgress }));
    expect(ids(data)).toEqual([finding]);
    expect([...data.dataGroups.keys()]).toEqual([1, 2]);
    expect(data.authenticity.verdict).toBe('consistent');
    expect(data.proof).toEqual({ method: null, result: 'not-offered' });
    expect(progress.at(-1)!.bytes).toBe(progress.at(-1)!.total);
  });

  it('are not asked for when the SOD does not list them, or when they cannot exist', async () => {
    const chip = FakeChip.of(sample);
    expect(ids(await good(read(chip, { groups: [1, 11, 17, 0] })))).toEqual(['group-not-listed']);
    expect(chip.log).not.toContain('b0 8b00');
  });

  it.each([1, 0x1d])('cannot be file %i', async (shortId) => {
    const chip = FakeChip.of(sample, { refused: new Map([[shortId, 0x6982]]), files: new Map([[0x1d, sample.sod]]) });
    const failing = shortId === 1 ? chip : FakeChip.of(sample, { files: new Map() });
    expect(await read(failing)).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
  });

  it('and a DG1 that is none', async () => {
    const files = new Map([...sample.groups, [0x1d, sample.sod], [1, encodeTlv(0x61)]] as const);
    expect(await read(new FakeChip({ files }))).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
  });

  it('no key, no document', async () => {
    const wrong = { ...SAMPLE_KEY, expiryDate: '330101' };
    expect(await read(FakeChip.of(sample), { keys: [wrong] })).toMatchObject({
      failure: { kind: 'wrong-key', tried: 1, ask: 'mrz' },
      cost: { apdus: 3 },
    });
    const none = FakeChip.of(sample, { before: () => status(0x6a82) });
    expect(await read(none)).toMatchObject({ failure: { kind: 'not-a-document' } });
  });
});
