import { DEMO_ACCOUNT } from '../../src/emulator/demo-world.js';

/** Settings of a gateway whose ApsaraVideo Live is an emulator that somebody else has started, keys left open. */
export function toUpstreamEnv(endpoint: string): Record<string, string> {
  return { LIVE_UPSTREAM: 'alibaba', LIVE_ENDPOINT: endpoint, LIVE_PROTOCOL: 'http' };
}

/** The demo account's keys, as an operator sets them. */
export const DEMO_KEYS: Readonly<Record<string, string>> = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_ACCOUNT.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_ACCOUNT.accessKeySecret,
};
