import { isObject } from '../../stream/is-object.js';
import { type DenialDetail, UpstreamFault } from '../fault.js';
import { type RpcAnswer } from '../rpc.js';

const SAFE_REQUEST_ID = /^[\x21-\x7e]{1,128}$/;
/** Longer than any operation may take: a wait beyond it is as good as none. */
const MAX_RETRY_AFTER_MS = 600_000;

type Json = Readonly<Record<string, unknown>>;

/** The RequestId, where it is one: printable, without spaces, at most 128 characters. */
function toRequestId(value: unknown): string | undefined {
  return typeof value === 'string' && SAFE_REQUEST_ID.test(value) ? value : undefined;
}

/** `x-acs-retry-after` in milliseconds; anything but a whole number is as if absent. */
function toRetryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{1,9}$/.test(value)) return undefined;
  return Math.min(Number(value), MAX_RETRY_AFTER_MS);
}

/** From AccessDeniedDetail what names neither account nor user. */
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
 * Reads one HTTP answer. A success is status 200 and a non-empty RequestId, and nothing that carries a Code.
 * @throws UpstreamFault
 */
export function parseAnswer(status: number, retryAfter: string | undefined, text: string): RpcAnswer {
  return parseBody(status, retryAfter, parseJsonObject(text));
}

/**
 * The same for a body that is JSON already; undefined for one that is no JSON object.
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
