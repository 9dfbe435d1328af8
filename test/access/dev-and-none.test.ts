import { describe, expect, test } from '@jest/globals';
import { createAuthenticator } from '../../src/access/authenticator.js';

describe('dev', () => {
  test('creates a token for a moderator with the subject developer', async () => {
    const { authenticate, token, warmUp } = await createAuthenticator({ mode: 'dev' });
    await expect(warmUp()).resolves.toBe(true);
    await expect(authenticate(`Bearer ${token ?? ''}`)).resolves.toMatchObject({
      subject: 'developer',
      claims: { roles: ['moderator'] },
    });
  });

  test('refuses a token of another process', async () => {
    const [ours, theirs] = [
      await createAuthenticator({ mode: 'dev' }),
      await createAuthenticator({ mode: 'dev' }),
    ];
    await expect(async () => ours.authenticate(`Bearer ${theirs.token ?? ''}`)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('requires a token', async () => {
    const { authenticate } = await createAuthenticator({ mode: 'dev' });
    expect(() => authenticate(undefined)).toThrow('A valid access token is needed.');
  });

  test('reports the reason of a refusal', async () => {
    const reasons: string[] = [];
    const ours = await createAuthenticator({ mode: 'dev', onRefused: (reason) => reasons.push(reason) });
    const { token = '' } = ours;
    await Promise.allSettled(
      ['Bearer x', 'Basic x', `Bearer ${token.slice(0, -8)}AAAAAAAA`].map(async (header) =>
        ours.authenticate(header),
      ),
    );
    expect(reasons).toEqual(['malformed', 'wrong_scheme', 'signature']);
  });

  test('creates a token that is valid for 30 days, within the lifetime of the process', async () => {
    let clock = Date.now();
    const { authenticate, token = '' } = await createAuthenticator({ mode: 'dev', now: () => clock });
    clock += 30 * 24 * 3_600_000 - 1000;
    await expect(authenticate(`Bearer ${token}`)).resolves.toMatchObject({ subject: 'developer' });
    clock += 32_000;
    await expect(async () => authenticate(`Bearer ${token}`)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('none', () => {
  test('treats every caller as the same moderator with the subject anonymous, with any header', async () => {
    const { authenticate, token, warmUp } = await createAuthenticator({ mode: 'none' });
    const anonymous = { subject: 'anonymous', claims: { roles: ['moderator'] } };
    expect(authenticate(undefined)).toEqual(anonymous);
    expect(authenticate('Basic x')).toBe(authenticate(undefined));
    expect(token).toBeUndefined();
    await expect(warmUp()).resolves.toBe(true);
  });
});
