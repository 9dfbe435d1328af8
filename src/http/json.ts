import { Refusal } from './refusal.js';

/** The deepest nesting of arrays and objects in a JSON text. Usual variables have fewer than ten levels. */
export const MAX_JSON_LEVELS = 64;

/**
 * The largest number of values in a JSON text, counted by commas. 10,000 streams of a bulk job have 30,000. A
 * body of 1 MiB can have 350,000, which took 0.2 s to handle without a pause.
 */
export const MAX_JSON_VALUES = 100_000;

const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The limit that a JSON text exceeds. */
export type JsonExcess = 'levels' | 'values';

/**
 * Checks whether a JSON text exceeds `MAX_JSON_LEVELS` or `MAX_JSON_VALUES`. It reads the text once, before
 * parsing. JSON.parse accepts any depth, but JSON.stringify and other recursive functions then overflow the
 * stack.
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
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) {
      level += 1;
      if (level > MAX_JSON_LEVELS) return 'levels';
    } else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) level -= 1;
    else if (character === COMMA) {
      separators += 1;
      if (separators >= MAX_JSON_VALUES) return 'values';
    }
  }
  return undefined;
}

/**
 * Parses JSON from a client.
 * @param what the name of the text in the refusal, for example `The body`
 * @throws Refusal 400 if the text is not JSON, is nested too deep or has too many values
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
 * @param what the name of the text in the refusal, for example `The body`
 * @throws Refusal 400
 */
export function checkJson(text: string, what: string): void {
  const excess = findJsonExcess(text);
  if (excess === 'levels')
    throw new Refusal(400, `${what} has more than ${MAX_JSON_LEVELS} levels of nesting.`);
  if (excess === 'values')
    throw new Refusal(400, `${what} has more than ${MAX_JSON_VALUES.toLocaleString('en-US')} values.`);
}
