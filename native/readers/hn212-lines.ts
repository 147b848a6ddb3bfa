/**
 * What an HN212 says on its serial line: words on lines of their own, and files in Base64 between marks,
 * `[DG1_RAW_START]` ... `[DG1_RAW_END]` (DG13, SOD) and `[DG2_PHOTO_START_JPEG]` ... `[DG2_PHOTO_END]`. Without a public
 * specification: lines that are not understood, the printed fields as JSON among them, are passed over.
 */
import { MAX_BLOCK_CHARS } from './delivered-card.ts';

export type Hn212Event =
  | { kind: 'card-laid' | 'card-taken' | 'succeeded' | 'failed' }
  /** `name`: SOD or DG and a number. */
  | { kind: 'block-begun'; name: string }
  | { kind: 'block'; name: string; text: string }
  /** A block that cannot be had any more. */
  | { kind: 'broken'; detail: string };

const WORDS: Readonly<Record<string, 'card-laid' | 'card-taken' | 'succeeded' | 'failed'>> = {
  NFC_DETECTED: 'card-laid',
  CARD_DETECTED: 'card-laid',
  CARD_REMOVED: 'card-taken',
  SUCCESS: 'succeeded',
  SCAN_DONE: 'succeeded',
  FAIL: 'failed',
  SCAN_FAIL: 'failed',
};

const MARK = /^\[(DG\d{1,2}|SOD)_(?:RAW|PHOTO)_(START|END)(?:_\w{1,8})?\]$/;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Cuts the stream into lines and the lines into events. */
export function createHn212Lines(onEvent: (event: Hn212Event) => void): { push(chunk: Uint8Array): void } {
  let line: number[] = [];
  let block: { name: string; parts: string[]; chars: number } | null = null;

  const breakBlock = (detail: string): void => {
    block = null;
    onEvent({ kind: 'broken', detail });
  };

  const mark = (name: string, edge: string): void => {
    if (edge === 'START') {
      if (block) breakBlock(`${block.name} has no end`);
      block = { name, parts: [], chars: 0 };
      onEvent({ kind: 'block-begun', name });
    } else if (block?.name === name) {
      const text = block.parts.join('');
      block = null;
      onEvent({ kind: 'block', name, text });
    } else {
      breakBlock(`${name} has no beginning`);
    }
  };

  const word = (text: string): void => {
    // Four letters of Base64 may spell a word, but no line of a block is that short, save its last, after padding.
    const kind = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
    if (kind) {
      if (block) breakBlock(`${block.name} was cut off`);
      onEvent({ kind });
    } else if (block) {
      block.parts.push(text);
      block.chars += text.length;
      if (block.chars > MAX_BLOCK_CHARS) breakBlock(`${block.name} is too long`);
    }
  };

  const endLine = (): void => {
    const text = Buffer.from(line).toString('latin1');
    line = [];
    for (const part of text.split(/(\[[A-Z0-9_]{1,32}\])/)) {
      const [, name, edge] = MARK.exec(part) ?? [];
      if (name !== undefined && edge !== undefined) mark(name, edge);
      else if (part.trim() !== '') word(part.trim());
    }
  };

  return {
    push(chunk) {
      for (const byte of chunk) {
        if (byte === LINE_FEED || byte === CARRIAGE_RETURN) endLine();
        else if (line.length < MAX_BLOCK_CHARS) line.push(byte);
        // The rest of a line that never ends comes to nothing: what it would have held is not whole.
        else line = [];
      }
    },
  };
}
