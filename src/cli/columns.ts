import stringWidth from 'string-width';

/** Characters that move the cursor, change colours or turn the direction of a terminal's text. */
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A text of others as it may be shown: each control character as `\u{1b}`. */
export function toSafe(text: string): string {
  return text.replaceAll(CONTROL, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many columns of a terminal a text takes: two for each character of Chinese, Japanese and Korean. */
export const columnsOf = (text: string): number => stringWidth(text);

/** As much of a text as has room in so many columns. */
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

/** A text with spaces up to a column. */
export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}
