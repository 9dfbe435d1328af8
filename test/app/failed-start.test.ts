import { expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config/read-config.js';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';

test('a start that fails half-way closes the emulator, which listens by then', async () => {
  const emulator = createEmulator(demoWorld());
  let endpoint = '';
  const watched = {
    ...emulator,
    listen: async () => {
      const listening = await emulator.listen();
      ({ endpoint } = listening);
      expect((await fetch(`http://${endpoint}/_emulator/forbidden`)).ok).toBe(true);
      return listening;
    },
  };
  const { config, secrets } = readConfig({
    LIVE_UPSTREAM: 'emulator',
    AUTH_MODE: 'dev',
    LOG_LEVEL: 'silent',
    // A folder is no database.
    DATABASE_URL: `file://${process.cwd()}`,
  });
  await expect(createApp(config, secrets, { emulator: watched })).rejects.toThrow('DATABASE_URL');
  await expect(fetch(`http://${endpoint}/_emulator/forbidden`)).rejects.toMatchObject({
    cause: { code: 'ECONNREFUSED' },
  });
});
