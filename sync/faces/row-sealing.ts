import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from '../aes-gcm.ts';
import type { Consent, EnrolledPerson, FaceFactor, HeldFactor } from './port.ts';

/**
 * How an enrolment lies in its row. Its key is HKDF-SHA-256 (RFC 5869) of the gallery's key and 32 random bytes that stand in
 * the row alone: without the row nobody can make it again, whatever copy of the file is left. The ciphertext is bound to the
 * row's id and model. What people bring is kept as HMAC-SHA-256 under another key of the gallery's.
 */

const saltSizeBytes = 32;
const keySizeBytes = 32;
const countSizeBytes = 2;

export interface SealedRow {
  id: string;
  /** SHA-256 of the embedding model's file, hexadecimal. */
  model: string;
  salt: Buffer;
  sealed: Buffer;
}

export type SealedText = Pick<SealedRow, 'salt' | 'sealed'>;

/** What a row says once it is opened. */
export interface EnrolmentContent {
  person: EnrolledPerson;
  consent: Consent;
  /** Check-in keys of the visits whose tickets will do as a factor, oldest first. */
  tickets: string[];
}

export interface Sealing {
  /** With a new salt each time. */
  seal(row: Pick<SealedRow, 'id' | 'model'>, content: EnrolmentContent, template: Float32Array): SealedRow;
  /** What a row holds beside enrolments; `name` is the row's own. With a new salt each time. */
  sealText(name: string, text: string): SealedText;
  openText(name: string, row: SealedText): string | null;
  /** null: the row was changed, or is another gallery's. */
  open(row: SealedRow): { content: EnrolmentContent; template: Float32Array } | null;
  hashOf(kind: 'id-number' | 'caller' | 'enrolment' | FaceFactor['kind'], value: string): Buffer;
  factorHash(factor: FaceFactor | HeldFactor): Buffer;
  /** Of everything by which the enrolment may be found. */
  factorHashes(content: EnrolmentContent): Buffer[];
}

/** `keyHex`: 32 bytes, hexadecimal. */
export function openSealing(keyHex: string): Sealing {
  const key = createSecretKey(keyHex, 'hex');
  const derive = (salt: Uint8Array, use: string) => new Uint8Array(hkdfSync('sha256', key, salt, use, keySizeBytes));
  const rowKey = (salt: Uint8Array) => derive(salt, 'tiepdon face enrolment');
  const factorKey = createSecretKey(derive(new Uint8Array(), 'tiepdon face factors'));

  const hashOf: Sealing['hashOf'] = (kind, value) =>
    createHmac('sha256', factorKey).update(`${kind}:${value}`).digest();

  function factorHash(factor: FaceFactor | HeldFactor): Buffer {
    switch (factor.kind) {
      case 'digits':
        return hashOf('digits', `${factor.lastFour} ${factor.birthDate}`);
      case 'patient':
        return hashOf('patient', factor.patientId);
      case 'ticket':
        return hashOf('ticket', factor.key);
      case 'person':
        return hashOf('id-number', factor.idNumber);
    }
  }

  return {
    seal({ id, model }, content, template) {
      const salt = randomBytes(saltSizeBytes);
      const plain = Buffer.concat([
        lengthOf(template),
        Buffer.from(template.buffer, template.byteOffset, template.byteLength),
        Buffer.from(JSON.stringify(content)),
      ]);
      return { id, model, salt, sealed: encrypt(rowKey(salt), plain, bindingOf(id, model)) };
    },

    open({ id, model, salt, sealed }) {
      const plain = decrypt(rowKey(salt), sealed, bindingOf(id, model));
      if (plain === null) return null;
      const end = countSizeBytes + plain.readUInt16LE(0) * Float32Array.BYTES_PER_ELEMENT;
      // Copied: the numbers of a view must begin at a multiple of their size.
      const template = new Float32Array(Uint8Array.from(plain.subarray(countSizeBytes, end)).buffer);
      return { content: JSON.parse(plain.toString('utf8', end)) as EnrolmentContent, template };
    },

    sealText(name, text) {
      const salt = randomBytes(saltSizeBytes);
      return { salt, sealed: encrypt(rowKey(salt), Buffer.from(text), Buffer.from(name)) };
    },

    openText: (name, { salt, sealed }) => decrypt(rowKey(salt), sealed, Buffer.from(name))?.toString('utf8') ?? null,

    hashOf,
    factorHash,

    factorHashes: ({ person, tickets }) => [
      factorHash({ kind: 'person', idNumber: person.idNumber }),
      factorHash({ kind: 'digits', lastFour: person.idNumber.slice(-4), birthDate: person.birthDate }),
      ...(person.patientId === null ? [] : [factorHash({ kind: 'patient', patientId: person.patientId })]),
      ...tickets.map((ticket) => factorHash({ kind: 'ticket', key: ticket })),
    ],
  };
}

function lengthOf(template: Float32Array): Buffer {
  const bytes = Buffer.alloc(countSizeBytes);
  bytes.writeUInt16LE(template.length);
  return bytes;
}

const bindingOf = (id: string, model: string): Buffer => Buffer.from(`${id} ${model}`);
