import { describe, expect, it } from '@jest/globals';
import { DEMO_ACCOUNT } from '../../src/emulator/demo-world.js';
import { type CallOptions } from './support/signed-call.js';
import { RESUME, runningWorld, verdict } from './support/world.js';

const MINUTE_MS = 60_000;
const TEMPORARY = {
  accessKeyId: 'STS.temporary',
  accessKeySecret: 'temporary-secret',
  securityToken: 'right-token',
  accountId: DEMO_ACCOUNT.accessKeyId,
};
const EXPIRED = { ...TEMPORARY, accessKeyId: 'STS.expired', securityTokenExpiresAtMs: Date.now() - 1 };
const world = runningWorld({ limits: 'off', accounts: [DEMO_ACCOUNT, TEMPORARY, EXPIRED] });
const resume = async (options: CallOptions, query: Readonly<Record<string, string>> = RESUME) =>
  verdict(await world.call('ResumeLiveStream', query, options));
const lastCall = () => world.emulator.calls({ last: 1 })[0];

const REFUSED: readonly [string, CallOptions, number, string][] = [
  ['no Authorization', { unsigned: { authorization: undefined } }, 404, 'InvalidAccessKeyId.NotFound'],
  ['an unknown key', { accessKeyId: 'LTAI-unknown' }, 404, 'InvalidAccessKeyId.NotFound'],
  ['another algorithm', { unsigned: { authorization: 'Bearer x' } }, 400, 'IncompleteSignature'],
  ['a wrong secret', { accessKeySecret: 'wrong' }, 400, 'SignatureDoesNotMatch'],
  [
    'a header that was changed after signing',
    { unsigned: { 'x-acs-signature-nonce': 'x' } },
    400,
    'SignatureDoesNotMatch',
  ],
  [
    'a query that was changed after signing',
    { rawQuery: 'DomainName=push.example.com' },
    400,
    'SignatureDoesNotMatch',
  ],
  [
    'a host that was changed after signing',
    { unsigned: { host: 'localhost' } },
    400,
    'SignatureDoesNotMatch',
  ],
  [
    'a body that does not match its hash',
    { headers: { 'x-acs-content-sha256': 'a'.repeat(64) } },
    400,
    'SignatureDoesNotMatch',
  ],
  ['no hash of the body', { headers: { 'x-acs-content-sha256': undefined } }, 400, 'IncompleteSignature'],
  ['a host that is not signed', { headers: { host: undefined } }, 400, 'IncompleteSignature'],
  [
    'an x-acs header that is not signed',
    { unsigned: { 'x-acs-retry-attempts': '1' } },
    400,
    'IncompleteSignature',
  ],
  ['a date 16 minutes old', { date: Date.now() - 16 * MINUTE_MS }, 400, 'InvalidTimeStamp.Expired'],
  ['a date 16 minutes ahead', { date: Date.now() + 16 * MINUTE_MS }, 400, 'InvalidTimeStamp.Expired'],
  [
    'a date with milliseconds',
    { headers: { 'x-acs-date': new Date().toISOString() } },
    400,
    'InvalidTimeStamp.Format',
  ],
  [
    'a day that does not exist',
    { headers: { 'x-acs-date': '2026-02-31T00:00:00Z' } },
    400,
    'InvalidTimeStamp.Format',
  ],
  ['no date', { headers: { 'x-acs-date': undefined } }, 400, 'MissingTimestamp'],
  ['no nonce', { headers: { 'x-acs-signature-nonce': undefined } }, 400, 'MissingSignatureNonce'],
  ['another version', { headers: { 'x-acs-version': '2014-01-01' } }, 400, 'NoSuchVersion'],
  ['no action', { headers: { 'x-acs-action': undefined } }, 400, 'MissingAction'],
  ['an unknown action', { headers: { 'x-acs-action': 'BatchResumeLiveStream' } }, 404, 'InvalidApi.NotFound'],
  ['a path other than /', { path: '/live' }, 404, 'InvalidApi.NotFound'],
  ['a method that the API does not have', { method: 'PUT' }, 400, 'UnsupportedHTTPMethod'],
  [
    'a token for a key that has none',
    { headers: { 'x-acs-security-token': 't' } },
    403,
    'InvalidSecurityToken.MismatchWithAccessKey',
  ],
  ['broken percent encoding', { rawQuery: 'StreamName=%zz' }, 400, 'InvalidParameter'],
  ['bytes that are not UTF-8', { rawQuery: 'StreamName=%ff' }, 400, 'InvalidParameter'],
  ['a parameter given twice', { rawQuery: 'AppName=a&AppName=b' }, 400, 'InvalidParameter'],
];

describe('a call', () => {
  it.each(REFUSED)('is refused with %s', async (_what, options, status, code) => {
    expect(await resume(options)).toEqual([status, code]);
    expect(lastCall()).toMatchObject({ signatureVerified: false, answer: { status, code } });
    expect(world.emulator.forbidden()).toHaveLength(6);
  });

  it('is accepted 14 minutes before and after its date', async () => {
    expect(await resume({ date: Date.now() - 14 * MINUTE_MS })).toEqual([200, undefined]);
    expect(await resume({ date: Date.now() + 14 * MINUTE_MS })).toEqual([200, undefined]);
  });

  it('is accepted only once', async () => {
    const nonce = { headers: { 'x-acs-signature-nonce': 'the-same' } };
    expect(await resume(nonce)).toEqual([200, undefined]);
    expect(await resume(nonce)).toEqual([400, 'SignatureNonceUsed']);
  });

  it('with a wrong signature does not use up its nonce', async () => {
    const nonce = { headers: { 'x-acs-signature-nonce': 'guessed' } };
    expect(await resume({ ...nonce, accessKeySecret: 'wrong' })).toEqual([400, 'SignatureDoesNotMatch']);
    expect(await resume(nonce)).toEqual([200, undefined]);
  });

  it('with a body is accepted if the signature covers its hash', async () => {
    expect(await resume({ body: '{"ignored":true}' })).toEqual([200, undefined]);
  });

  it('with the method GET is accepted if its operation accepts GET and POST', async () => {
    expect(await resume({ method: 'GET' })).toEqual([200, undefined]);
    expect(lastCall()).toMatchObject({ method: 'GET', signatureVerified: true });
  });

  it('with an unescaped "+" is accepted for a space, and refused for a plus sign', async () => {
    const query = (StreamName: string) => ({ ...RESUME, StreamName });
    const rawQuery = 'DomainName=push.example.com&AppName=live&LiveStreamType=publisher&StreamName=a+b';
    expect(await resume({ rawQuery }, query('a b'))).toEqual([200, undefined]);
    expect(await resume({ rawQuery }, query('a+b'))).toEqual([400, 'SignatureDoesNotMatch']);
  });
});

describe('a temporary key', () => {
  const resumeWith = (key: typeof TEMPORARY, token: string | undefined) =>
    resume({ ...key, headers: { 'x-acs-security-token': token } });

  it('is accepted only with its own token', async () => {
    expect(await resumeWith(TEMPORARY, 'right-token')).toEqual([200, undefined]);
    expect(await resumeWith(TEMPORARY, undefined)).toEqual([400, 'MissingSecurityToken']);
    expect(await resumeWith(TEMPORARY, '')).toEqual([403, 'InvalidSecurityToken.Malformed']);
    expect(await resumeWith(TEMPORARY, 'other')).toEqual([403, 'InvalidSecurityToken.MismatchWithAccessKey']);
  });

  it('is refused after the end time of its token', async () => {
    expect(await resumeWith(EXPIRED, 'right-token')).toEqual([403, 'InvalidSecurityToken.Expired']);
  });
});
