import { type Violation } from '../../stream/errors.js';

/** What a cursor is a place in: the kind of list, whose it is and how it is filtered. */
export type CursorScope = readonly string[];

/** An opaque place in a list: the key of its last entry, so that it stays where it is while the list changes. */
export function toCursor(scope: CursorScope, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([scope, key])).toString('base64url');
}

/**
 * The key that a cursor of this very list holds; undefined for a cursor from elsewhere.
 * @param length how many parts its key has
 */
export function readCursor(
  scope: CursorScope,
  cursor: string,
  length: number,
): readonly string[] | undefined {
  const key = keyOf(cursor);
  if (key?.length !== length) return undefined;
  return toCursor(scope, key) === cursor ? key : undefined;
}

export function cursorViolation(path: string): Violation {
  return { path, rule: 'cursor', message: 'is not a cursor of this list with this filter' };
}

function keyOf(cursor: string): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const key: unknown = Array.isArray(parsed) ? parsed[1] : undefined;
    return Array.isArray(key) && key.every((part) => typeof part === 'string') ? key : undefined;
  } catch {
    return undefined;
  }
}
