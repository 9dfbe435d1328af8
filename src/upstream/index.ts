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
  /** `auto`: the generated client where it is installed, else the SDK's core. */
  readonly client: 'auto' | 'sdk' | 'core';
  /** `host[:port]` of ApsaraVideo Live. */
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
  readonly credentials: CredentialOptions;
  /** Deadline of one attempt in milliseconds. */
  readonly timeoutMs: number;
  /** Sees every exchange, to record it. It must neither throw nor take long. */
  readonly onExchange?: ExchangeObserver | undefined;
  /** Finds the generated client; tests pass their own. */
  readonly loadSdk?: () => Promise<GeneratedPackage | undefined>;
}

export interface Upstream {
  readonly live: LiveUpstream;
  readonly client: ClientName;
  /**
   * Resolves once the credential source has given keys.
   * @throws Unusable with a CredentialReason; nothing else of the source's own error is in it
   */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error, one line, where `sdk` is required and not installed, or the package lacks what is called */
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
