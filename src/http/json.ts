import { Refusal } from './refusal.js';

/** Levels of arrays and objects in one JSON text. Honest variables have fewer than ten. */
export const MAX_JSON_LEVELS = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Whether a JSON text nests deeper than `MAX_JSON_LEVELS`. It is read once, before it is parsed: JSON.parse takes any
 * depth, and JSON.stringify and other functions that call themselves then exceed the stack.
 */
export function isNestedTooDeep(text: string): boolean {
  let level = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (isInString) {
      if (character === BACKSLASH) index += 1;
      else if (character === QUOTE) isInString = false;
    } else if (character === QUOTE) isInString = true;
    else if (OPENING.has(character)) {
      level += 1;
      if (level > MAX_JSON_LEVELS) return true;
    } else if (CLOSING.has(character)) level -= 1;
  }
  return false;
}

/**
 * Parses JSON that a client has sent.
 * @param what names the text in the refusal, for example `The body`
 * @throws Refusal 400 for a text that is not JSON or nests too deep
 */
export function parseJson(text: string, what: string): unknown {
  if (isNestedTooDeep(text)) throw nestedTooDeep(what);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, `${what} is not JSON.`);
  }
}

/** @param what names the text, for example `The body` */
export function nestedTooDeep(what: string): Refusal {
  return new Refusal(400, `${what} nests more than ${MAX_JSON_LEVELS} levels.`);
}
