import { toNetworkReason } from '../../stream/network-reason.js';
import { type NetworkReason } from '../../stream/reasons.js';
import { codeOf } from '../../stream/thrown.js';
import { type Symptom } from '../fault.js';

/** Faults of connecting: no byte of the request was sent. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'EPROTO',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** An answer that is not HTTP, or whose headers exceed the limit of the parser. */
const GARBAGE =
  /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH|RESPONSE_STATUS_CODE)|UND_ERR_INVALID)/;
/** Error codes of OpenSSL and Node.js for a rejected certificate or handshake. */
const TLS = /^(ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/**
 * Maps a connection fault to a symptom. `sent`: the request was handed to a socket. Before that, the call cannot have
 * taken effect.
 */
export function toSymptom(error: Error, sent: boolean): Symptom {
  const code = codeOf(error) ?? '';
  if (!sent) return 'unreachable';
  if (UNREACHABLE.has(code) || TLS.test(code)) return 'unreachable';
  return error.name === 'HTTPParserError' || GARBAGE.test(code) ? 'garbage' : 'reset';
}

/** The reason why the connection failed; undefined if the upstream returned an answer that is not HTTP. */
export function toReason(symptom: Symptom, error: Error): NetworkReason | undefined {
  if (symptom === 'unreachable') return toNetworkReason(error) ?? 'unreachable';
  return symptom === 'reset' ? (toNetworkReason(error) ?? 'reset') : undefined;
}
