import { DEMO_ACCOUNTS, demoAccountsWorld } from '../../src/emulator/demo-world.js';
import { LEAK_MARKS } from '../../src/emulator/leak-marks.js';

const { domains, seed } = demoAccountsWorld();
const streams = [...(seed?.forbidden ?? []), ...(seed?.online ?? []), ...(seed?.encoders ?? [])];

/** All keys, hosts, accounts, addresses and names of the emulator's world. */
const WORDS: readonly string[] = [
  ...Object.values(LEAK_MARKS),
  ...DEMO_ACCOUNTS.flatMap(({ accessKeyId, accessKeySecret }) => [accessKeyId, accessKeySecret]),
  ...domains.flatMap(({ ingest, streaming, subStreaming = [] }) => [ingest, streaming, ...subStreaming]),
  ...streams.map(({ streamName }) => streamName),
  'event-spring',
  '127.0.0.1',
];

/**
 * The app `live` is found only as a whole value or in a path, because the names of the operations
 * contain this word.
 */
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

/** Returns the words and patterns of the emulator's world that a text contains. */
export function findEmulatorWords(text: string): string[] {
  const folded = text.toLowerCase();
  return [
    ...WORDS.filter((word) => folded.includes(word.toLowerCase())),
    ...PATTERNS.filter((pattern) => pattern.test(text)).map(String),
  ];
}
