import { Refusal } from './refusal.js';

/** Levels of arrays and objects in one JSON text. Honest variables have fewer than ten. */
export const MAX_JSON_LEVELS = 64;

/**
 * Values of one JSON text that a comma parts from the one before. 10,000 streams of a bulk job have 30,000. A body of
 * 1 MiB can hold 350,000, which took 0.2 s in one slice.
 */
export const MAX_JSON_VALUES = 100_000;

const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** What a JSON text has too much of. */
export type JsonExcess = 'levels' | 'values';

/**
 * Finds out whether a JSON text exceeds `MAX_JSON_LEVELS` or `MAX_JSON_VALUES`. It is read once, before it is parsed:
 * JSON.parse takes any depth, and JSON.stringify and other functions that call themselves then exceed the stack.
 */
export function findJsonExcess(text: string): JsonExcess | undefined {
  let level = 0;
  let separators = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (isInString) {
      if (character === BACKSLASH) index += 1;
      else if (character === QUOTE) isInString = false;
    } else if (character === QUOTE) isInString = true;
    else if (OPENING.has(character)) {
      level += 1;
      if (level > MAX_JSON_LEVELS) return 'levels';
    } else if (CLOSING.has(character)) level -= 1;
    else if (character === COMMA) {
      separators += 1;
      if (separators >= MAX_JSON_VALUES) return 'values';
    }
  }
  return undefined;
}

/**
 * Parses JSON that a client has sent.
 * @param what names the text in the refusal, for example `The body`
 * @throws Refusal 400 for a text that is not JSON, nests too deep or holds too many values
 */
export function parseJson(text: string, what: string): unknown {
  checkJson(text, what);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal(400, `${what} is not JSON.`);
  }
}

/**
 * Checks the limits of JSON that another part parses.
 * @param what names the text in the refusal, for example `The body`
 * @throws Refusal 400
 */
export function checkJson(text: string, what: string): void {
  const excess = findJsonExcess(text);
  if (excess === 'levels') throw new Refusal(400, `${what} nests more than ${MAX_JSON_LEVELS} levels.`);
  if (excess === 'values')
    throw new Refusal(400, `${what} holds more than ${MAX_JSON_VALUES.toLocaleString('en-US')} values.`);
}
