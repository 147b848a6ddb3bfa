/** A sound nobody hears; `saysBytes`: what its header claims. */
export function madeUpWav({
  soundBytes,
  saysBytes = soundBytes,
}: {
  soundBytes: number;
  saysBytes?: number;
}): Uint8Array {
  const wav = Buffer.alloc(44 + soundBytes, 1);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(Math.min(36 + saysBytes, 0x7fff_ffff), 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  // PCM, one channel, 22,050 samples of 16 bits a second.
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(22_050, 24);
  wav.writeUInt32LE(44_100, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(saysBytes, 40);
  return new Uint8Array(wav);
}
