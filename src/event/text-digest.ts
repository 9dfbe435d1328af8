import { createHash } from 'node:crypto';

/** Texts of any length, comparable in constant time. */
export function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
