import { describe, expect, test } from '@jest/globals';
import { createAuthenticator } from '../../src/access/authenticator.js';

describe('dev', () => {
  test('prints a token that makes its bearer a moderator called developer', async () => {
    const { authenticate, token, warmUp } = await createAuthenticator({ mode: 'dev' });
    await expect(warmUp()).resolves.toBe(true);
    await expect(authenticate(`Bearer ${token ?? ''}`)).resolves.toMatchObject({
      subject: 'developer',
      claims: { roles: ['moderator'] },
    });
  });

  test('takes no token of another process', async () => {
    const [ours, theirs] = [
      await createAuthenticator({ mode: 'dev' }),
      await createAuthenticator({ mode: 'dev' }),
    ];
    await expect(async () => ours.authenticate(`Bearer ${theirs.token ?? ''}`)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  test('demands a token', async () => {
    const { authenticate } = await createAuthenticator({ mode: 'dev' });
    expect(() => authenticate(undefined)).toThrow('A valid access token is needed.');
  });

  test('says why it refused', async () => {
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

  test('gives its token thirty days, while the process lives', async () => {
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
  test('takes every caller for the same moderator called anonymous, whatever the header', async () => {
    const { authenticate, token, warmUp } = await createAuthenticator({ mode: 'none' });
    const anonymous = { subject: 'anonymous', claims: { roles: ['moderator'] } };
    expect(authenticate(undefined)).toEqual(anonymous);
    expect(authenticate('Basic x')).toBe(authenticate(undefined));
    expect(token).toBeUndefined();
    await expect(warmUp()).resolves.toBe(true);
  });
});
