import { type LiveUpstream } from '../stream/upstream.js';
import { type Guard } from './guard.js';

/** The upstream, every call of which passes the guard. */
export function guardUpstream(upstream: LiveUpstream, guard: Guard): LiveUpstream {
  return {
    resume: (address, context) =>
      guard.run({
        operation: 'ResumeLiveStream',
        context,
        // Names hold no "/", so that no two addresses have one key; "*" is an app's name like any other here.
        joinKey: `${address.domainName}/${address.appName}/${address.streamName}`,
        retryableAfterSending: true,
        attempt: (signal) => upstream.resume(address, { ...context, signal }),
      }),
  };
}
