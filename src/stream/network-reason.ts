import { type NetworkReason } from './reasons.js';
import { codeOf } from './thrown.js';

const BY_CODE: Readonly<Record<string, NetworkReason>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EPROTO: 'tls',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

/** The codes of OpenSSL and Node.js for a refused certificate or a failed handshake. */
const TLS =
  /^(?:ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;
/** The number of nested errors to search. `fetch` puts the error of the connection into `cause`, for example. */
const MAX_CAUSES = 4;

/** Returns the reason why a connection failed; undefined if the error does not come from a connection. */
export function toNetworkReason(thrown: unknown): NetworkReason | undefined {
  let error = thrown;
  for (let depth = 0; depth < MAX_CAUSES && typeof error === 'object' && error !== null; depth += 1) {
    const code = codeOf(error) ?? '';
    const reason = BY_CODE[code] ?? (TLS.test(code) ? 'tls' : undefined);
    if (reason !== undefined) return reason;
    if ('name' in error && String(error.name).includes('Timeout')) return 'timeout';
    error = firstCauseOf(error);
  }
  return undefined;
}

/** If Node.js tried several addresses of a host, the error contains one error for each address. */
function firstCauseOf(error: object): unknown {
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0) return error.errors[0];
  return 'cause' in error ? error.cause : undefined;
}
