import { type EmulatorOptions, type SeededEncoder, type SeededForbid } from './options.js';

/** The access key of the demo world. It is valid only for the emulator. */
export const DEMO_ACCOUNT = {
  accessKeyId: 'LTAI-emulator-demo-key',
  accessKeySecret: 'emulator-demo-secret-of-no-worth',
} as const;

/** The access key of the second account, which has its own domains. */
export const DEMO_SECOND_ACCOUNT = {
  accessKeyId: 'LTAI-emulator-second-key',
  accessKeySecret: 'emulator-second-secret-of-no-worth',
} as const;

/**
 * The accounts of the demo world by name, with patterns of their domains. The first account has all
 * domains that the second account does not have.
 */
export const DEMO_ACCOUNTS = [
  { name: 'default', domains: ['*'], ...DEMO_ACCOUNT },
  { name: 'second', domains: ['push.example.net', 'live.example.net'], ...DEMO_SECOND_ACCOUNT },
] as const;

/** The stream that the examples resume. */
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
 * Creates the options of the demo world: one account with three ingest domains, six forbidden
 * streams and four streams on air.
 *
 * @param overrides replace whole options, for example `limits` or `latencyMs`
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

/** Half of the encoders are refused, because their streams are forbidden. */
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

/** Creates the options of the demo world with encoders and with a second account. */
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
