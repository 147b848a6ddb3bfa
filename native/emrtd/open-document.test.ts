import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import { dataGroupFile, emptyFile } from './files.ts';
import { MAX_RESTARTS, MAX_SESSIONS, type DocumentRead } from './open-document.ts';
import { FakeChip, status, type Exchange, type FakeChipOptions } from './testing.ts';
import { SAMPLE_KEY } from './testing-documents.ts';
import { openTestChip, type OpenedTestChip } from './testing-open.ts';
import { encodeTlv } from './tlv.ts';

const DG1 = dataGroupFile(1)!;
const DG2 = dataGroupFile(2)!;
const DG13 = dataGroupFile(13)!;
const CONTENT = encodeTlv(DG2.tag, new Uint8Array(900).fill(0x5a));
const FILES = new Map([
  [1, encodeTlv(DG1.tag, new Uint8Array(50))],
  [2, CONTENT],
]);

const open = (options: Partial<FakeChipOptions> = {}): Promise<OpenedTestChip & { card: FakeChip }> => {
  const card = new FakeChip({ files: FILES, ...options });
  return openTestChip(card, SAMPLE_KEY).then((opened) => ({ ...opened, card }));
};

/** A card that leaves the session with this word at the commands that fit. */
const leaving = (
  word: number,
  fits: (exchange: Exchange) => boolean,
  options: Partial<FakeChipOptions> = {},
): ReturnType<typeof open> => {
  const holder: { card?: FakeChip } = {};
  const before = (exchange: Exchange): Uint8Array | null => {
    if (!fits(exchange)) return null;
    holder.card?.forgetSession();
    return status(word);
  };
  return open({ ...options, before }).then((opened) => {
    holder.card = opened.card;
    return opened;
  });
};

const bytesOf = (read: DocumentRead): string | null | false => read.ok && read.bytes && toHex(read.bytes);
/** Fits the first `times` commands with this text. */
const first = (times: number, text: string): ((exchange: Exchange) => boolean) => {
  let left = times;
  return (exchange) => exchange.text === text && left-- > 0;
};

describe('an open document', () => {
  it('gives a file, or why the chip keeps it to itself', async () => {
    const { document, findings } = await open({ refused: new Map([[1, 0x6982]]), files: new Map([[2, CONTENT]]) });
    expect(bytesOf(await document.read(emptyFile(DG2)))).toBe(toHex(CONTENT));
    expect(await document.read(emptyFile(DG1))).toEqual({ ok: true, bytes: null, kind: 'denied', detail: 'DG1: 6982' });
    expect(findings).toEqual([]);
  });

  it('fails where the file lies', async () => {
    const { document } = await open({ files: new Map([[2, Uint8Array.of(0x61, 0x00)]]) });
    expect(await document.read(emptyFile(DG2))).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
  });

  it('goes on in the session it is given', async () => {
    const { document, chip } = await open();
    const { session } = chip;
    expect(document.session).toBe(session);
    const other = new FakeChip({ files: FILES }).openSession('3DES');
    document.use(other);
    expect(document.session).toBe(other);
    expect(await document.readOnce(emptyFile(DG2))).toMatchObject({ ok: false, kind: 'broken' });
  });
});

describe('a session that breaks', () => {
  it('is opened anew, and the file goes on at the byte already read', async () => {
    const { document, findings, card } = await leaving(0x6988, first(1, 'b0 01ce'));
    expect(bytesOf(await document.read(emptyFile(DG2)))).toBe(toHex(CONTENT));
    expect(findings).toEqual(['session-resumed']);
    expect(card.log.slice(3, 11)).toEqual([
      'b0 8200',
      'b0 00e7',
      'b0 01ce',
      'a4 040c',
      '84 0000',
      '82 0000',
      'a4 020c',
      'b0 01ce',
    ]);
  });

  it('is opened anew so many times in one document, over all its files', async () => {
    const { document } = await leaving(0x6988, first(MAX_RESTARTS, 'b0 8200'));
    expect(bytesOf(await document.read(emptyFile(DG2)))).toBe(toHex(CONTENT));

    const tired = await leaving(0x6988, ({ text }) => text === 'b0 01ce');
    expect(await tired.document.read(emptyFile(DG2))).toEqual({
      ok: false,
      failure: { kind: 'protocol', detail: 'secure messaging broke again at DG2: unprotected status 6988' },
    });
    expect(tired.card.log.filter((text) => text === '82 0000')).toHaveLength(1 + MAX_RESTARTS);
  });

  it('over lengths it does not take is opened for every step down', async () => {
    const { document, findings } = await open({ maxBlock: { bytes: 112, answer: 'naked' } });
    expect(bytesOf(await document.read(emptyFile(DG2)))).toBe(toHex(CONTENT));
    expect(findings).toHaveLength(4);
  });

  it('is not opened anew for ever, whatever the reason', async () => {
    const { document, card } = await open();
    const probing = { detail: 'too long', probing: true };
    for (let count = 0; count < MAX_SESSIONS; count++)
      expect(await document.reopen('DG2', probing)).toEqual({ ok: true });
    expect(await document.reopen('DG2', probing)).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
    expect(card.log.filter((text) => text === '82 0000')).toHaveLength(1 + MAX_SESSIONS);
  });

  it('is not opened anew when the card is gone', async () => {
    let isGone = false;
    const { document } = await open({
      before: ({ text }) => {
        if (isGone) return { ok: false, reason: 'card-lost', detail: '' };
        isGone = text === 'b0 8200';
        return isGone ? status(0x6988) : null;
      },
    });
    expect(await document.read(emptyFile(DG2))).toEqual({ ok: false, failure: { kind: 'card-lost', detail: '' } });
  });
});

describe('a refusal in the clear', () => {
  it.each([
    [0x6a82, 'absent'],
    [0x6982, 'denied'],
  ])('%i is believed when it comes twice', async (word, kind) => {
    const { document, findings } = await leaving(word, ({ text }) => text === 'b0 8100');
    expect(await document.read(emptyFile(DG1))).toMatchObject({ ok: true, bytes: null, kind });
    expect(bytesOf(await document.read(emptyFile(DG2)))).toBe(toHex(CONTENT));
    expect(findings).toEqual(['session-resumed', 'session-resumed']);
  });

  it('that comes once was a session that broke', async () => {
    const { document } = await leaving(0x6a82, first(1, 'b0 8200'));
    expect(bytesOf(await document.read(emptyFile(DG2)))).toBe(toHex(CONTENT));
  });

  it('of several files costs none of the sessions that a document has', async () => {
    const { document, findings } = await leaving(0x6982, ({ text }) => /^b0 8[1-9d]/.test(text) && text !== 'b0 8200');
    for (const file of [DG1, DG13, dataGroupFile(3)!]) {
      expect(await document.read(emptyFile(file))).toMatchObject({ ok: true, bytes: null, kind: 'denied' });
    }
    expect(bytesOf(await document.read(emptyFile(DG2)))).toBe(toHex(CONTENT));
    expect(findings).toHaveLength(6);
  });

  it('that says one thing and then another is a session that breaks', async () => {
    const words = [0x6a82, 0x6982, 0x6a82];
    const { document } = await open({
      before: ({ text }) => (text === 'b0 8100' ? status(words.shift() ?? 0x6982) : null),
    });
    expect(await document.read(emptyFile(DG1))).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
  });
});
