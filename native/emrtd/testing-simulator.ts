/** The simulated chip of the fixtures, which shares no code with the reader, with a look at every exchange. */
import type { ChipImage } from '../../fixtures/cards/chip-image.ts';
import { chipProfiles, type ChipProfileName, type MadeChip } from '../../fixtures/cards/chip-profiles.ts';
import { handMadePerson, pictureOf } from '../../fixtures/cards/hand-made-person.ts';
import { personaliseCard } from '../../fixtures/cards/personalise.ts';
import { ChipSimulator, type ChipSimulatorOptions } from '../../fixtures/simulators/chip.ts';
import { concat, toHex } from './bytes.ts';
import type { CardChannel, TransmitResult } from './port.ts';
import type { Exchange } from './testing.ts';

export interface Watch {
  /** Sees every command before the chip does; an answer of its own replaces the chip's (and changes no state). */
  before?: (exchange: Exchange, chip: WatchedChip) => Uint8Array | TransmitResult | null;
  /** Sees every answer before the reader does. */
  after?: (exchange: Exchange, answer: Uint8Array) => Uint8Array;
}

export class WatchedChip implements CardChannel {
  /** Instruction and parameters of every command. */
  readonly log: string[] = [];
  readonly #chip: ChipSimulator;
  readonly #watch: Watch;

  constructor(image: ChipImage, options: ChipSimulatorOptions = {}, watch: Watch = {}) {
    this.#chip = new ChipSimulator(image, options);
    this.#watch = watch;
  }

  async transmit(bytes: Uint8Array): Promise<TransmitResult> {
    const text = `${toHex(bytes.subarray(1, 2))} ${toHex(bytes.subarray(2, 4))}`;
    const exchange = { index: this.log.length, bytes, text };
    this.log.push(text);
    const replaced = this.#watch.before?.(exchange, this);
    if (replaced) return replaced instanceof Uint8Array ? { ok: true, response: replaced } : replaced;
    const response = this.#chip.transmit(bytes);
    return { ok: true, response: this.#watch.after?.(exchange, response) ?? response };
  }

  /** Ends the session on the chip's side without a word. */
  forgetSession(): void {
    this.#chip.breakSession();
  }

  count(text: string): number {
    return this.log.filter((command) => command === text).length;
  }
}

let base: ChipImage | undefined;

/** A citizen card of nobody: PACE with MRZ and CAN, BAC, chip and active authentication. */
export function citizenCard(): ChipImage {
  base ??= personaliseCard(handMadePerson(), { portrait: pictureOf(15_000) });
  return base;
}

export const madeChip = (name: ChipProfileName): MadeChip => chipProfiles[name].make(citizenCard());

/** One bit of the MAC turned over. */
export const withWrongMac = (answer: Uint8Array): Uint8Array =>
  concat(answer.subarray(0, -3), Uint8Array.of((answer.at(-3) as number) ^ 1), answer.subarray(-2));
