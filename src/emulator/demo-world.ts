import { type EmulatorOptions, type SeededEncoder, type SeededForbid } from './options.js';

/** Keys of no worth: they open this emulator and nothing else. */
export const DEMO_ACCOUNT = {
  accessKeyId: 'LTAI-emulator-demo-key',
  accessKeySecret: 'emulator-demo-secret-of-no-worth',
} as const;

/** A second account, with a brand of its own. */
export const DEMO_SECOND_ACCOUNT = {
  accessKeyId: 'LTAI-emulator-second-key',
  accessKeySecret: 'emulator-second-secret-of-no-worth',
} as const;

/** The accounts of the demo world by name, with patterns of their domains: what is not the second one's is the first's. */
export const DEMO_ACCOUNTS = [
  { name: 'default', domains: ['*'], ...DEMO_ACCOUNT },
  { name: 'second', domains: ['push.example.net', 'live.example.net'], ...DEMO_SECOND_ACCOUNT },
] as const;

/** The stream that every walk through the product resumes. */
export const DEMO_STREAM = {
  domainName: 'push.example.com',
  appName: 'live',
  streamName: 'match-42',
} as const;

const forbidden = (domainName: string, appName: string, streamName: string): SeededForbid => ({
  domainName,
  appName,
  streamName,
});

/**
 * A world to try things in: an account with the domains of two brands and a plain pair, some streams forbidden
 * and some on air.
 *
 * @param overrides replaces whole options, for example `limits` or `latencyMs`
 */
export function demoWorld(overrides: Partial<EmulatorOptions> = {}): EmulatorOptions {
  return {
    accounts: [DEMO_ACCOUNT],
    domains: [
      { ingest: 'push.example.com', streaming: 'live.example.com' },
      {
        ingest: 'push.brand-a.example.com',
        streaming: 'play.brand-a.example.com',
        subStreaming: ['play-hk.brand-a.example.com'],
      },
      { ingest: 'push.brand-b.example.com', streaming: 'play.brand-b.example.com' },
    ],
    seed: {
      forbidden: [
        DEMO_STREAM,
        forbidden('push.example.com', 'live', 'match-43'),
        forbidden('push.example.com', 'rehearsal', 'match-42'),
        forbidden('push.brand-a.example.com', 'live', 'studio-1'),
        forbidden('push.brand-a.example.com', 'event-spring', '新品发布'),
        forbidden('push.brand-b.example.com', 'live', 'market-day'),
      ],
      online: [
        {
          domainName: 'push.example.com',
          appName: 'live',
          streamName: 'match-44',
          transcodes: ['lld', 'lsd'],
        },
        { domainName: 'push.example.com', appName: 'live', streamName: 'match-45' },
        { domainName: 'push.brand-a.example.com', appName: 'live', streamName: 'studio-2' },
        { domainName: 'push.brand-b.example.com', appName: 'live', streamName: 'cooking' },
      ],
    },
    ...overrides,
  };
}

const encoder = (domainName: string, appName: string, streamName: string): SeededEncoder => ({
  domainName,
  appName,
  streamName,
});

/** Half of them are refused, and come back once their stream is resumed. */
const DEMO_ENCODERS: readonly SeededEncoder[] = [
  DEMO_STREAM,
  encoder('push.example.com', 'live', 'match-43'),
  { ...encoder('push.example.com', 'live', 'match-44'), transcodes: ['lld', 'lsd'] },
  encoder('push.example.com', 'live', 'match-45'),
  encoder('push.brand-a.example.com', 'live', 'studio-1'),
  encoder('push.brand-a.example.com', 'live', 'studio-2'),
  encoder('push.brand-b.example.com', 'live', 'market-day'),
  encoder('push.brand-b.example.com', 'live', 'cooking'),
  encoder('push.example.net', 'live', 'opening-night'),
  encoder('push.example.net', 'live', 'rehearsal'),
];

/** The demo world with its encoders, and the second account with a brand of its own. */
export function demoAccountsWorld(): EmulatorOptions {
  const { accounts, domains, seed, ...world } = demoWorld();
  const { accessKeyId: accountKeyId } = DEMO_SECOND_ACCOUNT;
  const online = { domainName: 'push.example.net', appName: 'live', streamName: 'rehearsal' };
  return {
    ...world,
    accounts: [...accounts, DEMO_SECOND_ACCOUNT],
    domains: [...domains, { ingest: 'push.example.net', streaming: 'live.example.net', accountKeyId }],
    seed: {
      forbidden: [...(seed?.forbidden ?? []), forbidden('push.example.net', 'live', 'opening-night')],
      online: [...(seed?.online ?? []), online],
      encoders: DEMO_ENCODERS,
    },
  };
}
