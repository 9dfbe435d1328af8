import { describe, expect, test } from '@jest/globals';
import { OpenApiUtil } from '@alicloud/openapi-core';
import fc from 'fast-check';
import { type AccessKeys } from '../../src/upstream/credentials.js';
import { type RpcRequest, signRequest, type SignedRequest } from '../../src/upstream/wire/sign.js';

type SignableRequest = Parameters<typeof OpenApiUtil.getAuthorization>[0];

const EMPTY_BODY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const KEYS: AccessKeys = { accessKeyId: 'id', accessKeySecret: 'secret', securityToken: undefined };

const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => text.isWellFormed()),
  fc.string({
    unit: fc.constantFrom('!', "'", '(', ')', '*', '~', '-', '_', '+', ' ', '%', '&', '=', '/', '?', '新'),
    maxLength: 20,
  }),
);
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,20}$/);
const word = fc.stringMatching(/^[\w.+/=-]{1,60}$/);
const query = fc.dictionary(name, value, { maxKeys: 8, noNullPrototype: true });
const requests = fc.record<RpcRequest>({
  method: fc.constantFrom('GET', 'POST'),
  action: word,
  version: word,
  query,
});
const keys = fc.record({
  accessKeyId: word,
  accessKeySecret: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  securityToken: fc.option(word, { nil: undefined }),
});

const resume = (params: RpcRequest['query'] = {}): RpcRequest => ({
  method: 'POST',
  action: 'ResumeLiveStream',
  version: '2016-11-01',
  query: params,
});

/** The result of the SDK's function for the request as sent: the query is read from the path. */
function signedBySdk({ method, path, headers }: SignedRequest, accessKeys: AccessKeys): string {
  const signed = Object.fromEntries(Object.entries(headers).filter(([header]) => header !== 'authorization'));
  const sent = Object.fromEntries(new URLSearchParams(path.slice(2)));
  const { accessKeyId, accessKeySecret } = accessKeys;
  return OpenApiUtil.getAuthorization(
    { method, pathname: '/', query: sent, headers: signed } as unknown as SignableRequest,
    'ACS3-HMAC-SHA256',
    EMPTY_BODY_SHA256,
    accessKeyId,
    accessKeySecret,
  );
}

describe('a request', () => {
  test('has the signature of what it sends, with any method, parameters and keys', () => {
    fc.assert(
      fc.property(requests, keys, word, (request, accessKeys, host) => {
        const signed = signRequest(request, accessKeys, host);
        expect(signed.method).toBe(request.method);
        expect(signed.headers['authorization']).toBe(signedBySdk(signed, accessKeys));
      }),
      { numRuns: 500 },
    );
  });

  test('has the query in the signed form, with exactly the given parameters', () => {
    fc.assert(
      fc.property(query, (params) => {
        const { path } = signRequest(resume(params), KEYS, 'live.aliyuncs.com');
        expect(path.startsWith('/?')).toBe(true);
        // A form decoder reads "+" as a space. The signed form contains neither.
        expect(path).not.toMatch(/[+!'()* ]/);
        expect(Object.fromEntries(new URLSearchParams(path.slice(2)))).toEqual(params);
        const names = path
          .slice(2)
          .split('&')
          .map((pair) => pair.split('=')[0]);
        expect(names).toEqual(names.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  test('has a new nonce, and the current second as its date', () => {
    const all = Array.from({ length: 1_000 }, () => signRequest(resume(), KEYS, 'host').headers);
    expect(new Set(all.map((headers) => headers['x-acs-signature-nonce'])).size).toBe(1_000);
    const age = Date.now() - Date.parse(all.at(-1)?.['x-acs-date'] ?? '');
    expect(all.at(-1)?.['x-acs-date']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(age).toBeLessThan(60_000);
  });

  test('has the documented headers, and the token headers only with a temporary key', () => {
    const permanent = [
      'accept',
      'authorization',
      'host',
      'user-agent',
      'x-acs-action',
      'x-acs-content-sha256',
      'x-acs-date',
      'x-acs-signature-nonce',
      'x-acs-version',
    ];
    expect(Object.keys(signRequest(resume(), KEYS, 'host').headers).toSorted()).toEqual(permanent);
    const temporary = signRequest(resume(), { ...KEYS, securityToken: 'token' }, 'host').headers;
    expect(temporary).toMatchObject({ 'x-acs-accesskey-id': 'id', 'x-acs-security-token': 'token' });
    expect(temporary['authorization']).toContain('x-acs-security-token');
  });
});
