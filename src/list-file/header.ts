/** The positions of the two name columns in each line of a list. */
export interface Columns {
  readonly appAt: number;
  readonly streamAt: number;
}

const APP: ReadonlySet<string> = new Set(['app', 'appname', '应用名', '应用名称', '應用名', '應用名稱']);
const STREAM: ReadonlySet<string> = new Set(['stream', 'streamname', '流名', '流名称', '流名稱', '串流名稱']);
/** Common header words that name neither of the two columns. */
const USUAL =
  /^(?:application|channel|domain|room|(?:app|application|stream|live|domain|channel|room|publish|play)?(?:code|id|key|name|title|type|url)|域名|名称|名稱|应用|應用|流|串流|(?:应用|應用|流|串流)id)$/;

/** Converts a cell to a word for comparison. `App Name`, `APP_NAME` and their full-width forms are the same word. */
function toWord(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');
}

/**
 * Parses the first line of a list.
 *
 * - A line of exactly one app word and one stream word, in any order, is a header. The result is its columns.
 * - Any other line that contains such a word, or only common header words, is `unknown`. It can be a header that the
 *   gateway does not understand, so it must not be used as a stream.
 * - For any other line, the result is undefined: the line is a stream.
 */
export function readHeader(cells: readonly string[]): Columns | 'unknown' | undefined {
  const words = cells.map(toWord);
  const appAt = words.findIndex((word) => APP.has(word));
  const streamAt = words.findIndex((word) => STREAM.has(word));
  if (appAt >= 0 && streamAt >= 0 && words.length === 2) return { appAt, streamAt };
  const isKnown = appAt >= 0 || streamAt >= 0;
  return isKnown || words.every((word) => USUAL.test(word)) ? 'unknown' : undefined;
}
