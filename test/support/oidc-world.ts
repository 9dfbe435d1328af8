import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { consoleWorld } from './console-world.js';
import { startGateway, type TestGateway } from './gateway.js';
import { CALLBACK_ENV, callBack } from './live-events.js';
import { createOidcProvider, OIDC_AUDIENCE, OIDC_CLIENT_ID, type OidcProvider } from './oidc-provider.js';
import { DEMO_KEYS, toUpstreamEnv } from './upstream-env.js';

/** A gateway in production mode, whose console signs users in at a real OpenID provider. */
export interface OidcWorld {
  readonly provider: OidcProvider;
  readonly emulator: Emulator;
  readonly gateway: TestGateway;
  /** `http://127.0.0.1:<port>/console`. */
  readonly consoleUrl: string;
  readonly close: () => Promise<void>;
}

const all = (role: string, allow: readonly string[]) => ({
  match: { claim: 'roles', has: role },
  allow,
  domains: ['push.example.com'],
  anyApp: true,
});

/** `moderator` may forbid and resume, `support` may resume, `operator` may manage jobs, `auditor` may read. */
const GRANTS = {
  grants: [
    all('moderator', ['read', 'resume', 'forbid']),
    all('support', ['read', 'resume']),
    all('operator', ['read', 'resume', 'manage']),
    all('auditor', ['read']),
  ],
};

export async function startOidcWorld(): Promise<OidcWorld> {
  const grantsFile = join(mkdtempSync(join(tmpdir(), 'grants-')), 'grants.yaml');
  writeFileSync(grantsFile, JSON.stringify(GRANTS));
  const provider = await createOidcProvider();
  const emulator = createEmulator(consoleWorld());
  const { endpoint } = await emulator.listen();
  const gateway = await startGateway({
    ...toUpstreamEnv(endpoint),
    ...DEMO_KEYS,
    ...CALLBACK_ENV,
    NODE_ENV: 'production',
    AUTH_MODE: 'jwt',
    AUTH_JWKS_URL: provider.jwksUrl,
    AUTH_ISSUER: provider.issuer,
    AUTH_AUDIENCE: OIDC_AUDIENCE,
    CONSOLE_OIDC_CLIENT_ID: OIDC_CLIENT_ID,
    GRANTS_FILE: grantsFile,
  });
  callBack(emulator, gateway.url);
  const { origin } = new URL(gateway.url);
  provider.allow(origin);
  return {
    provider,
    emulator,
    gateway,
    consoleUrl: `${origin}/console`,
    async close() {
      await gateway.close();
      await emulator.close();
      await provider.close();
    },
  };
}
