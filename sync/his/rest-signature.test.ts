import { describe, expect, it } from 'vitest';
import { sign, signedText, timestampOf, type SignedRequest } from './rest-signature.ts';

const secret = 'bí mật';

const question: SignedRequest = {
  merchantId: 'kiosk-1',
  timestamp: '20261123011530',
  requestId: '6f1c0a52-0000-4000-8000-000000000001',
  method: 'POST',
  path: '/api/benhnhan',
  idempotencyKey: null,
  auditHead: null,
  body: '{"SO_CCCD":"001085012345"}',
};

/** Worked out with `openssl dgst -sha256` and `openssl dgst -sha256 -hmac`. */
describe('the signature', () => {
  it('is the HMAC of the values in their order', () => {
    expect(signedText(question)).toBe(
      'kiosk-1|20261123011530|6f1c0a52-0000-4000-8000-000000000001|POST|/api/benhnhan|||' +
        '484e69de79fc932994dacf5e08c09ae7a20fdfecc1a36f565293c7b42c584058',
    );
    expect(sign(question, secret)).toBe('a97886ca54d8264540d8ea2dbaa9500983b30f71098612a71aaf8ea1c9b379b3');
  });

  it('takes no body for an empty one', () => {
    const request = {
      ...question,
      requestId: '6f1c0a52-0000-4000-8000-000000000002',
      method: 'GET',
      path: '/api/so-thu-tu?ma-lk=3f2b7c1e-5d4a-4e8b-9c61-0a7d2f9b8e11',
      body: '',
    };
    expect(signedText(request)).toContain('|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sign(request, secret)).toBe('4ebfbdf913afe1ad74b309ef9dbeec99077cabf9fc85d1bdac0faf4be34051de');
  });
});

it('the timestamp is UTC to the second', () => {
  expect(timestampOf(Date.parse('2026-11-23T08:15:30.999+07:00'))).toBe('20261123011530');
});
