import { expect, test } from '@jest/globals';
import { createCredentialWatch } from '../../../src/telemetry/instrument/credential-watch.js';

const rejectedWith = (upstreamCode: string | undefined) => ({ failed: true, upstreamCode });
const SUCCESS = { failed: false, upstreamCode: undefined };

test.each([
  'InvalidAccessKeyId.NotFound',
  'InvalidAccessKeyId.Inactive',
  'InvalidSecurityToken.Expired',
  'SignatureDoesNotMatch',
])('%s marks the keys as rejected for 30 seconds; then requests may try again', (upstreamCode) => {
  let nowMs = 1_000;
  const watch = createCredentialWatch(() => nowMs);
  watch.check();
  watch.onAttempt(rejectedWith(upstreamCode));
  expect(() => {
    watch.check();
  }).toThrow('rejects the credentials');
  nowMs += 29_999;
  expect(() => {
    watch.check();
  }).toThrow('rejects the credentials');
  nowMs += 1;
  watch.check();
});

test('one successful call marks the keys as accepted', () => {
  const watch = createCredentialWatch();
  watch.onAttempt(rejectedWith('SignatureDoesNotMatch'));
  watch.onAttempt(SUCCESS);
  watch.check();
});

test('another failure does not change the state of the keys', () => {
  const watch = createCredentialWatch();
  for (const code of ['Forbidden.RAM', 'Throttling.User', 'InvalidDomain.NotFound', undefined])
    watch.onAttempt(rejectedWith(code));
  watch.check();
  watch.onAttempt(rejectedWith('InvalidAccessKeyId.NotFound'));
  watch.onAttempt(rejectedWith('Throttling.User'));
  expect(() => {
    watch.check();
  }).toThrow('rejects the credentials');
});
