import { ANY_APP } from '../../stream/names.js';
import { isPlaceholder, PLACEHOLDER_KINDS } from './placeholders.js';
import { type Json } from './sanitize.js';

/** The fields of results and errors. */
const NAMES: ReadonlySet<string> = new Set(
  [
    'result error code outcome upstreamCode requestId retryAfterMs',
    'items total domainName appName streamName ingestDomain publishedAt',
    'streamingDomain ingestDomains subStreamingDomains name kind isOnline',
    'notifyUrl exceptionNotifyUrl authKey type at reportedAt succeeded',
  ].flatMap((names) => names.split(' ')),
);
const WORDS: ReadonlySet<string> = new Set([
  '',
  ANY_APP,
  '[secret]',
  'ingest',
  'streaming',
  'publish',
  'publish_done',
]);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Codes and outcomes of the gateway. */
const CODE = /^[A-Z]{2,20}(?:_[A-Z]{2,20}){0,4}$/;
const UPSTREAM_CODE = /^[A-Z][A-Za-z]{0,40}(?:\.[A-Z][A-Za-z]{0,40}){0,3}$/;
const MAX_NUMBER = 9_999_999;

/**
 * Whether the result that the gateway made from an answer contains a value that cannot come from a sanitized answer.
 */
export function findUnsafeMade(value: Json, name = ''): boolean {
  if (typeof value === 'string') return !isSafeText(value, name);
  if (typeof value === 'number') return Math.abs(value) > MAX_NUMBER;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((member: Json) => findUnsafeMade(member, name));
  return Object.entries(value).some(([member, inner]) => !NAMES.has(member) || findUnsafeMade(inner, member));
}

function isSafeText(text: string, name: string): boolean {
  if (WORDS.has(text) || TIME.test(text)) return true;
  if (name === 'code' || name === 'outcome') return CODE.test(text);
  if (name === 'upstreamCode' && UPSTREAM_CODE.test(text)) return true;
  return PLACEHOLDER_KINDS.some((kind) => isPlaceholder(kind, text));
}
