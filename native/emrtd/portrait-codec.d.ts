/** The decoder of @cornerstonejs/codec-openjpeg, which comes without types: what portrait.ts uses of it. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export interface J2KDecoder {
    /** A view into the decoder's memory, to be filled. */
    getEncodedBuffer(sizeBytes: number): Uint8Array;
    decode(): void;
    /** A view into the decoder's memory: samples interleaved, pixel by pixel. Empty when decoding failed. */
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }

  export interface Codec {
    J2KDecoder: new () => J2KDecoder;
  }

  export default function load(options: { print: () => void; printErr: () => void }): Promise<Codec>;
}
