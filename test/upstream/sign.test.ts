import { describe, expect, test } from '@jest/globals';
import { OpenApiUtil } from '@alicloud/openapi-core';
import fc from 'fast-check';
import { type AccessKeys } from '../../src/upstream/credentials.js';
import { signRequest, type SignedRequest } from '../../src/upstream/core/sign.js';

type SignableRequest = Parameters<typeof OpenApiUtil.getAuthorization>[0];

const EMPTY_BODY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What the SDK's own signer makes of the same request. */
function signedBySdk({ headers }: SignedRequest, query: Record<string, string>, keys: AccessKeys): string {
  const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
  const request = { method: 'POST', pathname: '/', query, headers: signed } as unknown as SignableRequest;
  const { accessKeyId, accessKeySecret } = keys;
  return OpenApiUtil.getAuthorization(
    request,
    'ACS3-HMAC-SHA256',
    EMPTY_BODY_SHA256,
    accessKeyId,
    accessKeySecret,
  );
}

const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => text.isWellFormed()),
  fc.string({
    unit: fc.constantFrom('!', "'", '(', ')', '*', '~', '-', '_', '+', ' ', '%', '&', '=', '/', '?', '新'),
    maxLength: 20,
  }),
);
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,20}$/);
const word = fc.stringMatching(/^[\w.+/=-]{1,60}$/);
const keys = fc.record({
  accessKeyId: word,
  accessKeySecret: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  securityToken: fc.option(word, { nil: undefined }),
});

describe('a request is signed', () => {
  test('as the SDK signs it, whatever the parameters and keys are', () => {
    fc.assert(
      fc.property(
        ...([word, fc.dictionary(name, value, { maxKeys: 8, noNullPrototype: true }), keys, word] as const),
        (operation, params, accessKeys, host) => {
          const request = signRequest(operation, params, accessKeys, host);
          expect(request.headers['authorization']).toBe(signedBySdk(request, params, accessKeys));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('over the very query that it sends, which says what was asked', () => {
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 8, noNullPrototype: true }), (params) => {
        const accessKeys = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: undefined };
        const { path } = signRequest('ResumeLiveStream', params, accessKeys, 'live.aliyuncs.com');
        expect(path.startsWith('/?')).toBe(true);
        // A form reads "+" as a space; a query that is signed writes neither.
        expect(path).not.toMatch(/[+!'()* ]/);
        expect(Object.fromEntries(new URLSearchParams(path.slice(2)))).toEqual(params);
      }),
      { numRuns: 300 },
    );
  });

  test('with a nonce of its own each time', () => {
    const accessKeys = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: undefined };
    const nonces = Array.from(
      { length: 1_000 },
      () => signRequest('ResumeLiveStream', {}, accessKeys, 'host').headers['x-acs-signature-nonce'],
    );
    expect(new Set(nonces).size).toBe(1_000);
  });
});
