/**
 * WAV as far as speech needs it: RIFF chunks (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0",
 * 1991, chapter 3). A program that writes to a pipe cannot know the lengths yet; they are set right here.
 */

const headerBytes = 12;
const chunkHeaderBytes = 8;
const ascii = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** The same sound with its true lengths; null for what is no WAV with sound in it. */
export function wholeWav(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < headerBytes || ascii(bytes, 0) !== 'RIFF' || ascii(bytes, 8) !== 'WAVE') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = headerBytes; at + chunkHeaderBytes <= bytes.length;) {
    const leftBytes = bytes.length - at - chunkHeaderBytes;
    const sizeBytes = view.getUint32(at + 4, true);
    if (ascii(bytes, at) === 'data') {
      const soundBytes = Math.min(sizeBytes, leftBytes);
      if (soundBytes === 0) return null;
      const whole = new Uint8Array(bytes.subarray(0, at + chunkHeaderBytes + soundBytes));
      const lengths = new DataView(whole.buffer);
      lengths.setUint32(4, whole.length - 8, true);
      lengths.setUint32(at + 4, soundBytes, true);
      return whole;
    }
    if (sizeBytes > leftBytes) return null;
    // Chunks begin at even places.
    at += chunkHeaderBytes + sizeBytes + (sizeBytes % 2);
  }
  return null;
}
