/** Finds the codes on a picture with ZXing, compiled to WebAssembly. */
import { readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

/** What cards, papers and phones carry. Fewer formats are faster, and give fewer false ones. */
const options: ReaderOptions = {
  formats: ['QRCode', 'MicroQRCode', 'DataMatrix', 'Aztec', 'PDF417', 'Code128'],
  // A code on a curved paper or a phone held askew is worth the time; at ten frames a second there is enough of it.
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  maxNumberOfSymbols: 2,
};

/** Raw bytes of every readable code, as they were encoded: what they mean is the station's to say. */
export async function readCodes(picture: ImageData): Promise<Uint8Array[]> {
  const found = await readBarcodes(picture, options);
  return found.filter(({ isValid, bytes }) => isValid && bytes.length > 0).map(({ bytes }) => bytes);
}
