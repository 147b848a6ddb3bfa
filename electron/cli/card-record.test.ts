import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { handMadePerson, pictureOf } from '../../fixtures/cards/hand-made-person.ts';
import { FILE, type ChipImage } from '../../fixtures/cards/chip-image.ts';
import { personalise } from '../../fixtures/cards/personalise.ts';
import { parseSession, ReplayedCard } from '../../fixtures/cards/replay.ts';
import { citizenCodeText } from '../../fixtures/people/person.ts';
import { toHex } from '../../native/emrtd/bytes.ts';
import { readChip } from '../../native/emrtd/reader.ts';
import { imageOf, lay, mrzOf, personOf, temporaryFolder } from './card-testing.ts';
import { run } from './command-testing.ts';
import { layable } from './card-testing-reader.ts';

vi.mock('../simulation.ts', () => import('./card-testing-reader.ts'));

interface Report {
  kind: string;
  file: string;
  privacy: string;
  apdus: number;
  outcome: string;
}

async function record(...args: string[]): Promise<{ code: number; report: Report; text: string }> {
  const { code, out } = await run('card', 'record', ...args, '--json');
  const report = JSON.parse(out) as Report;
  return { code, report, text: report.file ? readFileSync(report.file, 'utf8') : '' };
}

const out = (): string => join(temporaryFolder(), 'card.jsonl');

describe('tiepdon card record', () => {
  it.each(['p01', 'p11'])(
    'keeps every byte of a specimen’s card, so that %s can be read again without it',
    async (id) => {
      const file = out();
      const laid = lay(id, id === 'p01' ? [] : ['--mrz', mrzOf(imageOf(id))]);
      const { code, report, text } = await record(...laid, '--out', file);
      expect({ code, report }).toMatchObject({ code: 0, report: { kind: 'session', file, outcome: 'read' } });
      expect(statSync(file).mode & 0o777).toBe(0o600);

      const session = parseSession(text);
      const { keys, groups } = session.head;
      const card = new ReplayedCard(session);
      const result = await readChip(card, { keys, groups, random: card.random });
      expect(card.divergence()).toBeNull();
      expect(result.ok && toHex(result.chip.sod)).toBe(toHex(imageOf(id).files.get(FILE.sod) ?? new Uint8Array()));
    },
  );

  it('names the new file itself, by the time, in the current folder', async () => {
    const folder = temporaryFolder();
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
    const { report } = await record(...lay('p01'));
    cwd.mockRestore();
    expect(readdirSync(folder)).toEqual([basename(report.file)]);
    expect(basename(report.file)).toMatch(/^card-\d{8}T\d{6}\.jsonl$/);
  });

  it('overwrites nothing', async () => {
    const file = out();
    writeFileSync(file, 'mine');
    const { code, err } = await run('card', 'record', ...lay('p01'), '--out', file);
    expect(code).toBe(1);
    expect(err).toContain('exists already');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    mkdirSync(`${file}.d`);
    expect((await run('card', 'record', ...lay('p01'), '--out', join(file, 'x'))).err).toContain('cannot be written');
  });
});

describe('anybody else’s card', () => {
  const holder = handMadePerson({ fullName: 'Nguyễn Thị Riêng Tư', id: 'real' });
  const secretsOf = (image: ChipImage): Uint8Array[] => [...image.files.values()];

  /** Four bytes in a row of a file, as hexadecimal, anywhere in the text. */
  function leaks(text: string, image: ChipImage): string[] {
    const hex = text.toLowerCase();
    return secretsOf(image).flatMap((file) => {
      const digits = toHex(file);
      const found: string[] = [];
      for (let at = 0; at + 8 <= digits.length; at += 2) {
        if (hex.includes(digits.slice(at, at + 8))) found.push(digits.slice(at, at + 8));
      }
      return found;
    });
  }

  const layHolder = (image: ChipImage): string[] => {
    layable.set('real', image);
    const qr = citizenCodeText(holder) ?? '';
    return ['--person', 'real', '--qr', qr, '--data', temporaryFolder(), '--seconds', '5', '--out', out()];
  };

  it('leaves its behaviour and nothing of the holder, even when it was signed by the specimen signer', async () => {
    const image = personalise(holder, { portrait: pictureOf(9000) });
    const { code, report, text } = await record(...layHolder(image));
    expect({ code, report }).toMatchObject({ code: 0, report: { kind: 'profile', outcome: 'read' } });
    expect(report.privacy).toContain('no data group');
    expect(leaks(text, image)).toEqual([]);
    const folded = text.toUpperCase();
    for (const word of ['085012345', '850315', '450315', 'NGUYEN', 'RIÊNG', 'RIENG'])
      expect(folded).not.toContain(word);
    expect(text).not.toContain('"random"');
    expect(text).not.toContain('"command"');
    expect(text.split('\n').length).toBeGreaterThan(report.apdus);
  });

  it('which pretends to be a specimen’s by its number', async () => {
    const p01 = personOf('p01');
    const image = personalise({ ...p01, fullName: holder.fullName }, { portrait: pictureOf(9000) });
    const { report, text } = await record(...lay('p01', [], temporaryFolder(), image), '--out', out());
    expect(report.kind).toBe('profile');
    expect(leaks(text, image)).toEqual([]);
  });

  it('which is a specimen’s with something altered', async () => {
    const image = imageOf('p01');
    const dg13 = (image.files.get(0x010d) ?? new Uint8Array()).map((byte, at, all) =>
      at === all.length - 1 ? byte ^ 1 : byte,
    );
    const altered = { ...image, files: new Map([...image.files, [0x010d, dg13]]) };
    const { report } = await record(...lay('p01', [], temporaryFolder(), altered), '--out', out());
    expect(report.kind).toBe('profile');
  });

  it('that a wrong key does not open: the profile is there, and what to type is said', async () => {
    const image = personalise({ ...holder, card: { profile: 'unknown-expiry', portraitOf: null } }, { portrait: null });
    const file = out();
    const { code, out: said } = await run('card', 'record', ...layHolder(image).slice(0, -1), file);
    expect(code).toBe(1);
    expect(said).toContain('only the chip’s behaviour is kept');
    expect(said).toMatch(/do(es)? not fit; type/);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('{"outcome":"wrong-key"}');
    expect(leaks(text, image)).toEqual([]);
  });
});
