import { type Violation } from '../../stream/errors.js';

/** What a cursor is a position in: the kind of list, whose it is and how it is filtered. */
export type CursorScope = readonly string[];

/** Whether a text can be this part of a key. What is read from a cursor may have been made by hand. */
export type KeyPart = (text: string) => boolean;

/** The longest that a cursor of ours can be: names of a domain and of two apps and a stream, each in UTF-8 and JSON. */
const MAX_CURSOR_CHARACTERS = 8_192;
const STORED_ID = /^[\w-]{1,64}$/;
const SEQUENCE = /^\d{1,10}$/;
const MAX_SEQUENCE = 2_147_483_647;

/** An id of the store. Every other text, such as one with a NUL, names nothing and never reaches a database. */
export function isStoredId(text: string): boolean {
  return STORED_ID.test(text);
}

/** A number that fits the databases' integers. */
export function isSequence(text: string): boolean {
  return SEQUENCE.test(text) && Number(text) <= MAX_SEQUENCE;
}

/** A name out of a list of ApsaraVideo Live, which may be odd; it is compared in this process alone. */
export function isListedName(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** An opaque position in a list: the key of its last entry, so that it stays where it is while the list changes. */
export function toCursor(scope: CursorScope, key: readonly string[]): string {
  return Buffer.from(JSON.stringify([scope, key])).toString('base64url');
}

/**
 * The key that a cursor of this very list holds; undefined for a cursor of another list and for one made by hand.
 * @param parts what each part of the list's keys is
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
