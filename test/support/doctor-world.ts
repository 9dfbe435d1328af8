import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { serveHttp } from './http-server.js';
import { AUDIENCE, createJwksServer, type JwksServer } from './jwks-server.js';
import { DEMO_KEYS, toUpstreamEnv } from './upstream-env.js';

export const DOCTOR_SECRET = 'callbacksecret0001';

/** The environment that `doctor` checks: ApsaraVideo Live, an identity provider and files. */
export interface DoctorWorld {
  readonly emulator: Emulator;
  readonly keys: JwksServer;
  readonly issuer: string;
  /** The discovery document of the issuer; undefined for none. */
  discovery: Readonly<Record<string, unknown>> | undefined;
  /** The folder of the written files. */
  readonly folder: string;
  writeFile(name: string, content: object): string;
  /** Restores the initial state. Returns settings with which every check succeeds. */
  reset(): Record<string, string>;
  close(): Promise<void>;
}

export const grantsOf = (...domains: string[]): object => ({
  grants: [{ match: { claim: 'roles', has: 'moderator' }, allow: ['read', 'resume'], domains, anyApp: true }],
});

export async function startDoctorWorld(): Promise<DoctorWorld> {
  const emulator = createEmulator(demoWorld({ limits: 'off' }));
  const { endpoint } = await emulator.listen();
  const keys = await createJwksServer();
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const provider = await serveHttp((_request, response) => {
    const { discovery } = world;
    response.writeHead(discovery === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(discovery ?? {}));
  });
  const issuer = provider.origin;
  const world: DoctorWorld = {
    emulator,
    keys,
    issuer,
    discovery: undefined,
    folder,
    writeFile(name, content) {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(content));
      return path;
    },
    reset() {
      emulator.reset();
      keys.setMode('ok');
      world.discovery = { issuer, jwks_uri: keys.url };
      const url = `https://live.example.com/callbacks/live/${DOCTOR_SECRET}`;
      emulator.setCallbacks('push.example.com', { url });
      return {
        ...toUpstreamEnv(endpoint),
        ...DEMO_KEYS,
        LIVE_CLIENT: 'core',
        LIVE_CALLBACK_SECRET: DOCTOR_SECRET,
        AUTH_JWKS_URL: keys.url,
        AUTH_ISSUER: issuer,
        AUTH_AUDIENCE: AUDIENCE,
        GRANTS_FILE: world.writeFile('grants.yaml', grantsOf('push.example.com')),
        DATABASE_URL: `file:${join(folder, 'gateway.db')}`,
      };
    },
    async close() {
      await provider.close();
      await emulator.close();
      await keys.close();
    },
  };
  return world;
}
