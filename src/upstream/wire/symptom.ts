import { toNetworkReason } from '../../stream/network-reason.js';
import { type NetworkReason } from '../../stream/reasons.js';
import { codeOf } from '../../stream/thrown.js';
import { type Symptom } from '../fault.js';

/** Faults of connecting: no byte of the request has left. */
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
/** An answer that is no HTTP, or whose headers exceed the parser's limit. */
const GARBAGE =
  /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH_MISMATCH|RESPONSE_STATUS_CODE)|UND_ERR_INVALID)/;
/** OpenSSL's and Node's names for a certificate or handshake that is not accepted. */
const TLS = /^(ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/**
 * Names a connection fault. `sent`: the request was handed to a socket. Before that, no fault can have let it take
 * effect.
 */
export function toSymptom(error: Error, sent: boolean): Symptom {
  const code = codeOf(error) ?? '';
  if (!sent) return 'unreachable';
  if (UNREACHABLE.has(code) || TLS.test(code)) return 'unreachable';
  return error.name === 'HTTPParserError' || GARBAGE.test(code) ? 'garbage' : 'reset';
}

/** Why the connection failed; undefined where the upstream answered with something that is no HTTP. */
export function toReason(symptom: Symptom, error: Error): NetworkReason | undefined {
  if (symptom === 'unreachable') return toNetworkReason(error) ?? 'unreachable';
  return symptom === 'reset' ? (toNetworkReason(error) ?? 'reset') : undefined;
}
