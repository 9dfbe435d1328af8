import { type EmulatedStream } from '../options.js';

/** Returns a key for maps. It is JSON, because names may contain every character, also NUL. */
export function toStreamKey({ domainName, appName, streamName }: EmulatedStream): string {
  return JSON.stringify([domainName, appName, streamName]);
}
