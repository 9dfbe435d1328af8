import { describe, expect, test } from '@jest/globals';
import { isPassing, toCredentialReason } from '../../src/upstream/credential-reason.js';

const sts = (code: string): string =>
  JSON.stringify({ RequestId: 'A-1', HostId: 'sts.example.com', Code: code, Message: 'a text of STS' });

/** The errors of @alicloud/credentials 2.4.7, as in its source code. */
const THROWN: readonly (readonly [text: string, reason: string, passing: boolean])[] = [
  ['get sts token failed, httpStatus: 503, message = a page.', 'status', true],
  ['get sts token failed, httpStatus: 403, message = a page.', 'rejected', false],
  ['get sts token failed, httpStatus: 404, message = 503.', 'not_found', false],
  ['get sts token failed, json parse failed: Unexpected token', 'not_json', true],
  ['get sts token failed', 'empty', false],
  ['refresh Ecs sts token err, Code is not Success', 'empty', false],
  ['get metadata token failed with 500', 'status', true],
  ['get role name failed: GET http://100.100.100.200/latest/meta-data/ 404', 'not_found', false],
  ['error retrieving credentials from credentialsURI result: {"AccessKeyId":"x"}.', 'empty', false],
  [`get sts token failed with OIDC: ${sts('AuthenticationFail.OIDCToken.Expired')}`, 'rejected', false],
  [`get sts token failed with OIDC: ${sts('EntityNotExist.Role')}`, 'not_found', false],
  [`get sts token failed with OIDC: ${sts('ServiceUnavailable')}`, 'status', true],
  ['get sts token failed with OIDC: <html>502 Bad Gateway</html>', 'status', true],
  ['get sts token failed with OIDC', 'empty', false],
  ['get sts token failed with OIDC, unmarshal fail: <html>', 'not_json', true],
  [`refresh session token failed: ${sts('InvalidAccessKeyId.NotFound')}`, 'rejected', false],
  [`refresh session token failed: ${sts('InvalidTimeStamp.Expired')}`, 'clock', false],
  [`refresh session token failed: ${sts('Throttling.User')}`, 'status', true],
  [`refresh session token failed: ${sts('InternalError')}`, 'status', true],
  ['the access key secret is invalid', 'rejected', false],
  ['refresh RoleArn sts token err, fail to get credentials', 'empty', false],
  ['a message that no version has', 'unknown', true],
];

describe('the reason of a failed credential source', () => {
  test.each(THROWN)('for "%s" is %s', (text, reason, passing) => {
    expect(toCredentialReason(new Error(text))).toBe(reason);
    expect(isPassing(toCredentialReason(new Error(text)))).toBe(passing);
  });

  test.each([
    ['ENOENT', 'token_file', false],
    ['EACCES', 'token_file', false],
    ['ECONNREFUSED', 'refused', true],
    ['EHOSTUNREACH', 'unreachable', true],
    ['EAI_AGAIN', 'dns', true],
    ['CERT_HAS_EXPIRED', 'tls', true],
  ])('for the system error %s is %s', (code, reason, passing) => {
    const thrown = Object.assign(new Error(`${code} 10.0.0.1:443`), { code });
    expect(toCredentialReason(thrown)).toBe(reason);
    expect(isPassing(toCredentialReason(thrown))).toBe(passing);
  });
});
