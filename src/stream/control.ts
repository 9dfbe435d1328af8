import { type StreamAddress } from './address.js';
import { type Authorize, type Caller } from './caller.js';
import { type CallContext, type LiveUpstream, type Receipt } from './upstream.js';

/** A call and who makes it. */
export interface ControlCall extends CallContext {
  readonly caller: Caller;
}

export interface ControlOptions {
  readonly authorize: Authorize;
  readonly upstream: LiveUpstream;
}

/** Changes the state of streams. Every way into the gateway that acts on a stream ends here. */
export interface Control {
  /**
   * Lifts the forbid of one stream, or of one stream name under every app where `appName` is "*".
   * @throws StreamError FORBIDDEN before anything is sent, else what the upstream's answer means
   */
  resume(address: StreamAddress, call: ControlCall): Promise<Receipt>;
}

export function createControl({ authorize, upstream }: ControlOptions): Control {
  return {
    async resume(address, call) {
      authorize(call.caller, 'resume', address);
      return upstream.resume(address, call);
    },
  };
}
