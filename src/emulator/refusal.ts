import { LEAK_MARKS } from './leak-marks.js';

/**
 * The `AccessDeniedDetail` of an answer that RAM refuses. ApsaraVideo Live does not document the
 * fields of this object.
 */
export type AccessDeniedDetail = Readonly<Record<string, string>>;

/** A documented error answer: an HTTP status and a code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;

  /** @param message may contain values that the client sent, as in the messages of upstream */
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
 * Returns the documented error body. HostId, Message and Recommend contain the markers of
 * `leak-marks.ts`, because the real answers name hosts and accounts there.
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
