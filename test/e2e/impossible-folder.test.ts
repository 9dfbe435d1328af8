import { expect, test } from '@jest/globals';
import { type Ended, runCommand } from '../support/command.js';

/** In `/proc`, the system refuses every new folder as if its parent were missing. */
const IMPOSSIBLE = '/proc/apsara-test';

/** Runs a command that is expected to end by itself. One that does not end gets the exit code null. */
async function ended(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const running = runCommand(argv, env);
  const timer = setTimeout(() => {
    running.kill('SIGKILL');
  }, 20_000);
  try {
    return await running.ended;
  } finally {
    clearTimeout(timer);
  }
}

test.each(['refuse', 'degrade'])(
  'a start with a database in a folder that cannot exist ends with the fault of the setting: STORE_DOWN=%s',
  async (whenDown) => {
    const env = { DATABASE_URL: `file:${IMPOSSIBLE}/data/gateway.db`, STORE_DOWN: whenDown, PORT: '0' };
    const { code, out, err } = await ended([], env);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      'DATABASE_URL: the database cannot be used (cannot_open); is it there, and may this user create tables?\n',
    );
  },
  30_000,
);

test('a token that would be stored in a folder that cannot exist ends the command with a fault', async () => {
  const { code, err } = await ended(['login', '--remove'], { XDG_CONFIG_HOME: IMPOSSIBLE });
  expect({ code, err }).toEqual({ code: 1, err: 'The token cannot be stored (ENOENT).\n' });
}, 30_000);
