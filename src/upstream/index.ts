import { Unusable } from '../stream/reasons.js';
import { type LiveUpstream } from '../stream/upstream.js';
import { type ClientName } from './client-name.js';
import { createCoreRpc } from './core-rpc.js';
import { toCredentialReason } from './credential-reason.js';
import { type CredentialOptions } from '../stream/credential-options.js';
import { createCredentialSource } from './credentials.js';
import { createLiveUpstream } from './operations.js';
import { type ExchangeObserver } from './recording/exchange-observer.js';
import { type GeneratedPackage, loadGeneratedPackage, PACKAGE } from './sdk/generated-client.js';
import { createSdkRpc } from './sdk/sdk-rpc.js';
import { createTransport } from './wire/transport.js';

export { type ClientName } from './client-name.js';

export interface UpstreamOptions {
  /** `auto`: the generated client if it is installed, otherwise the SDK's core. */
  readonly client: 'auto' | 'sdk' | 'core';
  /** `host[:port]` of ApsaraVideo Live. */
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
  readonly credentials: CredentialOptions;
  /** Deadline of one attempt in milliseconds. */
  readonly timeoutMs: number;
  /** Receives every exchange, to record it. It must not throw and must return quickly. */
  readonly onExchange?: ExchangeObserver | undefined;
  /** Loads the generated client. Tests pass their own function. */
  readonly loadSdk?: () => Promise<GeneratedPackage | undefined>;
}

export interface Upstream {
  readonly live: LiveUpstream;
  readonly client: ClientName;
  /**
   * Resolves when the credential source has returned keys.
   * @throws Unusable with a CredentialReason and without the source's own error
   */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @throws Error in one line if `sdk` is required and not installed, or if the package lacks a required class or method
 */
export async function createUpstream(options: UpstreamOptions): Promise<Upstream> {
  const sdk = options.client === 'core' ? undefined : await (options.loadSdk ?? loadGeneratedPackage)();
  if (options.client === 'sdk' && sdk === undefined)
    throw new Error(
      `LIVE_CLIENT is sdk but ${PACKAGE} is not installed; install it with "npm install --no-save -P ${PACKAGE}" in a checkout (docs/connect.md has the other cases), or set LIVE_CLIENT=core`,
    );
  const credentials = await createCredentialSource(options.credentials);
  const { endpoint, protocol, timeoutMs, onExchange } = options;
  const transport = createTransport({ endpoint, protocol, credentials, timeoutMs, onExchange });
  const rpc =
    sdk === undefined
      ? createCoreRpc(transport)
      : createSdkRpc({ module: sdk.module, endpoint, protocol, transport });
  return {
    live: createLiveUpstream(rpc),
    client: sdk === undefined ? 'core' : `sdk@${sdk.version}`,
    async warmUp() {
      try {
        await credentials.keys();
      } catch (thrown) {
        throw new Unusable(
          toCredentialReason(thrown),
          'the credential source named by LIVE_CREDENTIALS gives no access key',
        );
      }
    },
    close: () => transport.close(),
  };
}
