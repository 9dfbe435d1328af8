import { type LiveUpstream } from '../stream/upstream.js';
import { createCoreRpc } from './core/core-rpc.js';
import { createCredentialSource, type CredentialOptions } from './credentials.js';
import { createLiveUpstream } from './live-upstream.js';
import { type GeneratedModule, loadGeneratedModule } from './sdk/generated-client.js';
import { createSdkRpc } from './sdk/sdk-rpc.js';

export { type CredentialOptions } from './credentials.js';

export interface UpstreamOptions {
  /** `auto`: the generated client where it is installed, else the SDK's core. */
  readonly client: 'auto' | 'sdk' | 'core';
  /** `host[:port]` of ApsaraVideo Live. */
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
  readonly credentials: CredentialOptions;
  /** Deadline of one attempt in milliseconds. */
  readonly timeoutMs: number;
  /** Finds the generated client; tests hand in their own. */
  readonly loadSdk?: () => Promise<GeneratedModule | undefined>;
}

export interface Upstream {
  readonly live: LiveUpstream;
  /** Which client speaks. */
  readonly client: 'sdk' | 'core';
  /** Resolves once the credential source has given keys. Its error says nothing of the source. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error, one line, where `sdk` is demanded and not installed */
export async function createUpstream(options: UpstreamOptions): Promise<Upstream> {
  const module = options.client === 'core' ? undefined : await (options.loadSdk ?? loadGeneratedModule)();
  if (options.client === 'sdk' && module === undefined)
    throw new Error('LIVE_CLIENT is sdk but @alicloud/live20161101 is not installed; install it or set core');
  const credentials = await createCredentialSource(options.credentials);
  const { endpoint, protocol, timeoutMs } = options;
  const rpc =
    module === undefined
      ? createCoreRpc({ endpoint, protocol, credentials, timeoutMs })
      : createSdkRpc({ module, endpoint, protocol, credentials, timeoutMs });
  return {
    live: createLiveUpstream(rpc),
    client: module === undefined ? 'core' : 'sdk',
    async warmUp() {
      try {
        await credentials.keys();
      } catch {
        throw new Error('the credential source named by LIVE_CREDENTIALS gives no access key');
      }
    },
    close: () => rpc.close(),
  };
}
