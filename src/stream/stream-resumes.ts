import { type StreamAddress } from './address.js';
import { type Authorize } from './caller.js';
import { type StreamError, toStreamError } from './errors.js';
import { type ActionCall, type LiveStreamService } from './live-stream-service.js';
import { type WasForbidden } from './was-forbidden.js';

/** The most streams of one request; more are the work of a bulk job. */
export const MAX_RESUMED_AT_ONCE = 25;

/** What became of one resume: a RequestId or an error. */
export type ResumeResult = {
  readonly address: StreamAddress;
  /** Whether the stream was forbidden before the call. Undefined where that is not known, or not requested. */
  readonly wasForbidden: boolean | undefined;
} & (
  | { readonly requestId: string; readonly error?: undefined }
  // The RequestId of a refusal.
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

/** Resumes that report what they ended with. Neither method rejects. */
export interface StreamResumes {
  one(address: StreamAddress, call: ResumeCall): Promise<ResumeResult>;
  /** Side by side, each authorized, recorded and answered for itself. One result each, in order. */
  each(addresses: readonly StreamAddress[], call: ResumeCall): Promise<readonly ResumeResult[]>;
}

export function createStreamResumes({ authorize, service, wasForbidden }: StreamResumesParts): StreamResumes {
  const one: StreamResumes['one'] = async (address, { tellsWasForbidden, ...call }) => {
    let isKnown: boolean | undefined;
    try {
      // The service checks it again. A caller who may not resume spends no read.
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
