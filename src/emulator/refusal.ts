import { LEAK_MARKS } from './leak-marks.js';

/** What `AccessDeniedDetail` holds in answers of the RAM kind; the object as Live sends it is not documented. */
export type AccessDeniedDetail = Readonly<Record<string, string>>;

/** A documented "no": an HTTP status and a code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;

  /** `message` may repeat what the caller sent, as upstream's messages do. */
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface ErrorBodyFields {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  readonly accessDeniedDetail?: AccessDeniedDetail | undefined;
}

/**
 * The documented error body. HostId, Message and Recommend carry the marks of `leak-marks.ts`, because the real
 * ones name hosts and accounts too.
 */
export function toErrorBody(fields: ErrorBodyFields): string {
  return JSON.stringify({
    RequestId: fields.requestId,
    HostId: LEAK_MARKS.hostId,
    Code: fields.code,
    Message: `${fields.message} Account ${LEAK_MARKS.accountId} at ${LEAK_MARKS.hostId}.`,
    Recommend: `https://${LEAK_MARKS.hostId}/troubleshoot?q=${fields.code}&requestId=${fields.requestId}`,
    ...(fields.accessDeniedDetail && { AccessDeniedDetail: fields.accessDeniedDetail }),
  });
}
