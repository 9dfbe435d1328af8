import { type Violation } from '../../stream/errors.js';

/** The list that a cursor belongs to: the kind of the list, its owner and its filter. */
export type CursorScope = readonly string[];

/** Checks whether a text can be this part of a key. A client may send a cursor that the gateway did not create. */
export type KeyPart = (text: string) => boolean;

/** The longest possible cursor: the names of a domain, two apps and a stream, each in UTF-8 and JSON. */
const MAX_CURSOR_CHARACTERS = 8_192;
const STORED_ID = /^[\w-]{1,64}$/;
const SEQUENCE = /^\d{1,10}$/;
const MAX_SEQUENCE = 2_147_483_647;

/**
 * Checks whether a text can be an id in the store. Other text, such as text with U+0000, must not reach a
 * database.
 */
export function isStoredId(text: string): boolean {
  return STORED_ID.test(text);
}

/** Checks whether a text is a number that fits the integers of both databases. */
export function isSequence(text: string): boolean {
  return SEQUENCE.test(text) && Number(text) <= MAX_SEQUENCE;
}

/**
 * Checks whether a text can be a name in a list of ApsaraVideo Live. Such a name may break the rules for names.
 * It is compared only in this process.
 */
export function isListedName(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Returns an opaque position in a list. It contains the key of an entry, so it stays valid when the list changes. */
export function toCursor(scope: CursorScope, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([scope, key])).toString('base64url');
}

/**
 * Returns the key in a cursor of this list. Returns undefined for a cursor of another list, and for a cursor
 * that the gateway did not create.
 * @param parts the check of each part of the key
 */
export function readCursor(
  scope: CursorScope,
  cursor: string,
  parts: readonly KeyPart[],
): readonly string[] | undefined {
  if (cursor.length > MAX_CURSOR_CHARACTERS) return undefined;
  const key = keyOf(cursor);
  if (key?.length !== parts.length || !parts.every((isPart, position) => isPart(key[position] ?? '')))
    return undefined;
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
