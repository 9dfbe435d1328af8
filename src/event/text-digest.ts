import { createHash } from 'node:crypto';

/** Returns the SHA-256 of a text. Digests have the same length, so they can be compared in constant time. */
export function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
