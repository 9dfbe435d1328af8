import { isObject } from '../../stream/is-object.js';
import { type DenialDetail, UpstreamFault } from '../fault.js';
import { type RpcAnswer } from '../rpc.js';

const SAFE_REQUEST_ID = /^[\x21-\x7e]{1,128}$/;
/** The upper bound of the wait. It is longer than any operation of the gateway takes. */
const MAX_RETRY_AFTER_MS = 600_000;

type Json = Readonly<Record<string, unknown>>;

/** The RequestId if it is valid: printable ASCII without spaces, at most 128 characters. */
function toRequestId(value: unknown): string | undefined {
  return typeof value === 'string' && SAFE_REQUEST_ID.test(value) ? value : undefined;
}

/** `x-acs-retry-after` in milliseconds. A value that is not a whole number is ignored. */
function toRetryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{1,9}$/.test(value)) return undefined;
  return Math.min(Number(value), MAX_RETRY_AFTER_MS);
}

/** The fields of AccessDeniedDetail that name neither account nor user. */
function toDenialDetail(detail: unknown): DenialDetail | undefined {
  if (!isObject(detail)) return undefined;
  const word = (value: unknown): string | undefined =>
    typeof value === 'string' && /^[A-Za-z:*]{1,100}$/.test(value) ? value : undefined;
  return {
    authAction: word(detail['AuthAction']),
    noPermissionType: word(detail['NoPermissionType']),
    policyType: word(detail['PolicyType']),
  };
}

/**
 * Reads one HTTP answer. A success has status 200, a non-empty RequestId and no Code.
 * @throws UpstreamFault
 */
export function parseAnswer(status: number, retryAfter: string | undefined, text: string): RpcAnswer {
  return parseBody(status, retryAfter, parseJsonObject(text));
}

/**
 * Reads one HTTP answer whose body is already parsed; undefined if it is not a JSON object.
 * @throws UpstreamFault
 */
export function parseBody(status: number, retryAfter: string | undefined, body: Json | undefined): RpcAnswer {
  if (status >= 300 && status < 400) throw new UpstreamFault('redirect');
  const code = body?.['Code'];
  const requestId = toRequestId(body?.['RequestId']);
  if (status >= 400 && status < 600) {
    if (typeof code !== 'string' || code === '')
      throw new UpstreamFault(status < 500 ? 'unreadable4xx' : 'unreadable5xx');
    const denial = toDenialDetail(body?.['AccessDeniedDetail']);
    throw new UpstreamFault({ code, status, requestId, retryAfterMs: toRetryAfterMs(retryAfter), denial });
  }
  if (status !== 200 || body === undefined || code !== undefined) throw new UpstreamFault('unreadable');
  if (requestId === undefined) throw new UpstreamFault('noRequestId');
  return { requestId, body };
}

function parseJsonObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
