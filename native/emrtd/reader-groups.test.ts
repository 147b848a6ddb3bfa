/** Every group the SOD lists, and EF.COM beside them. */
import { describe, expect, it } from 'vitest';
import { dataGroupFile as fileId, FILE, type ChipImage } from '../../fixtures/cards/chip-image.ts';
import { efCom } from '../../fixtures/cards/data-groups.ts';
import type { ReadProgress } from './chip.ts';
import type { EfCom } from './ef-com.ts';
import { readChip } from './reader.ts';
import { GROUPS, ids, KNOWN, readCard } from './testing-read.ts';
import { citizenCard, madeChip, WatchedChip, type Watch } from './testing-simulator.ts';
import { status } from './testing.ts';
import { encodeTlv } from './tlv.ts';

const IMAGE = citizenCard();
const READ_COM = 'b0 9e00';
const withCom = (bytes: Uint8Array): ChipImage => ({ ...IMAGE, files: new Map([...IMAGE.files, [FILE.com, bytes]]) });

describe('every group that is listed', () => {
  it('is read, DG3 but for a finding: it takes a state’s certificate', async () => {
    const progress: ReadProgress[] = [];
    const { data } = await readCard({ groups: 'listed', onProgress: (step) => progress.push(step) });
    const readable = [...data.authenticity.dataGroups].filter(([, state]) => state !== 'absent');
    expect(readable).toEqual([1, 2, 13, 14, 15].map((group) => [group, 'match']));
    expect(data.authenticity.dataGroups.get(3)).toBe('absent');
    expect(data.findings).toEqual([{ id: 'group-denied', detail: 'DG3: 6982' }]);
    expect(data.authenticity.verdict).toBe('anchored');
    expect(progress.at(-1)!.bytes).toBe(progress.at(-1)!.total);
  });

  it('is read although the chip leaves the session over one', async () => {
    const before: Watch['before'] = ({ text }, card) => {
      if (text !== 'b0 8300') return null;
      card.forgetSession();
      return status(0x6982);
    };
    const { data } = await readCard({ groups: 'listed', watch: { before } });
    expect(ids(data)).toEqual(['session-resumed', 'session-resumed', 'group-denied']);
    expect([...data.dataGroups.keys()].sort((left, right) => left - right)).toEqual([1, 2, 13, 14, 15]);
  });
});

describe('EF.COM', () => {
  it('is read only when it is asked for, and costs one command', async () => {
    const said: EfCom[] = [];
    const plain = await readCard();
    const { card, data } = await readCard({ com: true, onCom: (com) => said.push(com) });
    expect(card.log).toEqual([...plain.card.log, READ_COM]);
    expect(said).toEqual([
      { ldsVersion: '1.7', unicodeVersion: '4.0.0', groups: [1, 2, 3, 13, 14, 15], unknownTags: [] },
    ]);
    expect(data.findings).toEqual([]);
    expect((await readCard({ onCom: (com) => said.push(com) })).card.log).not.toContain(READ_COM);
    expect(said).toHaveLength(1);
  });

  it('is nobody’s word against the SOD: what differs is a finding', async () => {
    const { data } = await readCard({ image: withCom(efCom([1, 2, 12, 13, 14, 15])), com: true });
    expect(data.findings).toEqual([{ id: 'com-differs', detail: 'in EF.COM alone: DG12; in the SOD alone: DG3' }]);
    expect(data.authenticity.verdict).toBe('anchored');
  });

  it('may make no sense', async () => {
    const { data } = await readCard({ image: withCom(encodeTlv(0x60)), com: true, onCom: () => expect.unreachable() });
    expect(ids(data)).toEqual(['com-malformed']);
  });

  it('may be missing or kept back', async () => {
    const files = new Map([...IMAGE.files].filter(([file]) => file !== FILE.com));
    expect(ids((await readCard({ image: { ...IMAGE, files }, com: true })).data)).toEqual(['com-absent']);
    const denied = new Set([...IMAGE.denied, FILE.com]);
    expect(ids((await readCard({ image: { ...IMAGE, denied }, com: true })).data)).toEqual(['com-denied']);
  });

  it('lists groups that are not there, and the SOD does as well', async () => {
    const { image } = madeChip('com-lists-missing');
    const { data } = await readCard({ image, groups: 'listed', com: true });
    expect(ids(data).sort()).toEqual(['group-absent', 'group-denied', 'group-denied']);
    expect(data.dataGroups.has(fileId(11) & 0x1f)).toBe(false);
  });

  it('ends the read of a card that is pulled', async () => {
    const before: Watch['before'] = ({ text }) =>
      text === READ_COM ? { ok: false, reason: 'card-lost', detail: '' } : null;
    const card = new WatchedChip(IMAGE, { extendedLength: null }, { before });
    const options = { keys: [IMAGE.accessKey], groups: GROUPS, profile: KNOWN, com: true };
    expect(await readChip(card, options)).toMatchObject({ failure: { kind: 'card-lost' } });
  });
});
