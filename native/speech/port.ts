/** `no-voice`: not in this language, or the program is absent. `stopped`: nobody wants to hear it any more. */
export type Unspoken = 'no-voice' | 'too-long' | 'timed-out' | 'stopped' | 'failed';

export type Spoken = { ok: true; wav: Uint8Array } | { ok: false; reason: Unspoken };

/** Makes sound of words. */
export interface Voice {
  /** Languages it speaks (BCP 47); may grow after the start. */
  readonly languages: readonly string[];
  speak(text: string, language: string, signal: AbortSignal): Promise<Spoken>;
}
