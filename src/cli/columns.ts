import stringWidth from 'string-width';

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
