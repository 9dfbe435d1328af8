import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { DEMO_ACCOUNT, demoWorld } from '../emulator/demo-world.js';
import { Unusable } from '../stream/reasons.js';
import { type LiveUpstream, type UpstreamInterceptor } from '../stream/upstream.js';
import { type Logger } from '../telemetry/logger.js';
import { createUpstream, type Upstream } from '../upstream/index.js';
import { type Overrides } from './overrides.js';

/** The emulator's parts are loaded only where one runs. */
export async function startEmulator(
  overrides: Overrides,
): Promise<{ endpoint: string; close: () => Promise<void> }> {
  const emulator = overrides.emulator ?? (await import('../emulator/server.js')).createEmulator(demoWorld());
  const { endpoint } = await emulator.listen();
  return { endpoint, close: () => emulator.close() };
}

export function createAppUpstream(
  config: Config,
  secrets: Secrets,
  emulatorEndpoint: string | undefined,
  overrides: Overrides,
): Promise<Upstream> {
  const { client, timeoutMs } = config.upstream;
  const place =
    emulatorEndpoint === undefined
      ? { endpoint: config.upstream.endpoint, protocol: config.upstream.protocol }
      : { endpoint: emulatorEndpoint, protocol: 'http' as const };
  const credentials = secrets.credentials ?? { type: 'access_key' as const, ...DEMO_ACCOUNT };
  return createUpstream({ client, timeoutMs, credentials, ...place, ...overrides.upstream });
}

/** A source that has no keys yet does not stop the start: readiness fails with the same reason. */
export async function warmUpCredentials(upstream: Upstream, logger: Logger): Promise<void> {
  try {
    await upstream.warmUp();
  } catch (thrown) {
    const reason = thrown instanceof Unusable ? thrown.reason : 'unknown';
    logger.error({ reason }, 'no credentials yet');
  }
}

/** The upstream behind its interceptors: a call passes them in the order in which they stand. */
export function interceptUpstream(
  upstream: LiveUpstream,
  interceptors: readonly UpstreamInterceptor[],
): LiveUpstream {
  return { call: interceptors.reduceRight((next, intercept) => intercept(next), upstream.call) };
}
