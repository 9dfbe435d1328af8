import stringWidth from 'string-width';

/** Characters that move the cursor, change colours or change the direction of text in a terminal. */
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Makes a text from another system safe to print: each control character becomes an escape such as `\u{1b}`. */
export function toSafe(text: string): string {
  return text.replaceAll(CONTROL, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The number of terminal columns of a text. A Chinese, Japanese or Korean character takes two. */
export const columnsOf = (text: string): number => stringWidth(text);

/** Cuts a text to a number of columns. */
export function toColumns(text: string, most: number): string {
  let room = most;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    room -= columnsOf(segment);
    if (room < 0) break;
    kept += segment;
  }
  return kept;
}

/** Adds spaces to a text up to a column. */
export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}
