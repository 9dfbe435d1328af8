import { DEMO_ACCOUNTS, demoAccountsWorld } from '../../src/emulator/demo-world.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';

const { domains, seed } = demoAccountsWorld();
const streams = [...(seed?.forbidden ?? []), ...(seed?.online ?? []), ...(seed?.encoders ?? [])];

/** Every key, host, account, address and name of the emulator's world. */
const WORDS: readonly string[] = [
  ...Object.values(LEAK_MARKS),
  ...DEMO_ACCOUNTS.flatMap(({ accessKeyId, accessKeySecret }) => [accessKeyId, accessKeySecret]),
  ...domains.flatMap(({ ingest, streaming, subStreaming = [] }) => [ingest, streaming, ...subStreaming]),
  ...streams.map(({ streamName }) => streamName),
  'event-spring',
  '127.0.0.1',
];

/** An app called `live` is not searched for: it is a part of the operations' names, and `"live"` is its own value. */
const PATTERNS: readonly RegExp[] = [
  /"live"/,
  /\/live\//,
  /example\.(?:com|net|org)/,
  // A host or an address of any kind, a URL, an access key, an account id, a signature.
  /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/,
  /https?:|rtmp:|aliyuncs/,
  /LTAI|ACS3|Signature=/,
  /\d{14,}/,
  /[0-9a-f]{32}/i,
];

/** What of it stands in a text. */
export function findEmulatorWords(text: string): string[] {
  const folded = text.toLowerCase();
  return [
    ...WORDS.filter((word) => folded.includes(word.toLowerCase())),
    ...PATTERNS.filter((pattern) => pattern.test(text)).map(String),
  ];
}
