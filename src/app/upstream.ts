import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { DEMO_ACCOUNT, demoWorld } from '../emulator/demo-world.js';
import { Unusable } from '../stream/reasons.js';
import { type LiveUpstream, type UpstreamInterceptor } from '../stream/upstream.js';
import { type Logger } from '../telemetry/logger.js';
import { createUpstream, type Upstream } from '../upstream/index.js';
import { type OpenedParts } from './opened-parts.js';
import { type Overrides } from './overrides.js';

/** The upstream, with the emulator in front of it where the configuration sets one. */
export async function openAppUpstream(
  config: Config,
  secrets: Secrets,
  overrides: Overrides,
  opened: OpenedParts,
): Promise<{ readonly upstream: Upstream; readonly emulatorEndpoint: string | undefined }> {
  const emulatorEndpoint =
    config.upstream.kind === 'emulator' ? await startEmulator(overrides, opened) : undefined;
  const { client, timeoutMs } = config.upstream;
  const place =
    emulatorEndpoint === undefined
      ? { endpoint: config.upstream.endpoint, protocol: config.upstream.protocol }
      : { endpoint: emulatorEndpoint, protocol: 'http' as const };
  const credentials = secrets.credentials ?? { type: 'access_key' as const, ...DEMO_ACCOUNT };
  const options = { client, timeoutMs, credentials, ...place, ...overrides.upstream };
  const upstream = await createUpstream(options);
  opened.defer('upstream', () => upstream.close());
  return { upstream, emulatorEndpoint };
}

/** The emulator's parts are loaded only where one runs. */
async function startEmulator(overrides: Overrides, opened: OpenedParts): Promise<string> {
  const emulator = overrides.emulator ?? (await import('../emulator/server.js')).createEmulator(demoWorld());
  const { endpoint } = await emulator.listen();
  opened.defer('emulator', () => emulator.close());
  return endpoint;
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
