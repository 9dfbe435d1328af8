import { type StreamAddress } from './address.js';
import { type Authorize } from './caller.js';
import { type StreamError, toStreamError } from './errors.js';
import { type ActionCall, type LiveStreamService } from './live-stream-service.js';
import { type WasForbidden } from './was-forbidden.js';

/** The maximum number of streams in one request. Use a bulk job for more streams. */
export const MAX_RESUMED_AT_ONCE = 25;

/** The result of one resume: a RequestId or an error. */
export type ResumeResult = {
  readonly address: StreamAddress;
  /** Whether the stream was forbidden before the call. Undefined if this is unknown or was not requested. */
  readonly wasForbidden: boolean | undefined;
} & (
  | { readonly requestId: string; readonly error?: undefined }
  // The RequestId is present if the upstream returned one with the error.
  | { readonly requestId: string | undefined; readonly error: StreamError }
);

export interface StreamResumesParts {
  readonly authorize: Authorize;
  readonly service: LiveStreamService;
  readonly wasForbidden: WasForbidden;
}

export interface ResumeCall extends ActionCall {
  /** Whether to read, before the call, if the stream is forbidden. */
  readonly tellsWasForbidden: boolean;
}

/** Resumes streams and returns a result for each. Neither method rejects. */
export interface StreamResumes {
  one(address: StreamAddress, call: ResumeCall): Promise<ResumeResult>;
  /**
   * Resumes the streams in parallel. Each one is authorized and recorded separately. Returns one result each, in order.
   */
  each(addresses: readonly StreamAddress[], call: ResumeCall): Promise<readonly ResumeResult[]>;
}

export function createStreamResumes({ authorize, service, wasForbidden }: StreamResumesParts): StreamResumes {
  const one: StreamResumes['one'] = async (address, { tellsWasForbidden, ...call }) => {
    let isKnown: boolean | undefined;
    try {
      // The service authorizes again. This check saves the read for a caller that has no grant.
      authorize(call.caller, 'resume', address);
      if (tellsWasForbidden) isKnown = await wasForbidden(address, call);
      const { requestId } = await service.resume(address, call);
      return { address, wasForbidden: isKnown, requestId };
    } catch (thrown) {
      const error = toStreamError(thrown);
      return { address, wasForbidden: isKnown, requestId: error.requestId, error };
    }
  };
  return {
    one,
    each: (addresses, call) => Promise.all(addresses.map((address) => one(address, call))),
  };
}
