import { DEMO_ACCOUNT } from '../../src/emulator/demo-world.js';

/** Returns the settings of a gateway whose upstream is a running emulator, without keys. */
export function toUpstreamEnv(endpoint: string): Record<string, string> {
  return { LIVE_UPSTREAM: 'alibaba', LIVE_ENDPOINT: endpoint, LIVE_PROTOCOL: 'http' };
}

/** The keys of the demo account, as an operator sets them. */
export const DEMO_KEYS: Readonly<Record<string, string>> = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_ACCOUNT.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_ACCOUNT.accessKeySecret,
};
