/** The columns of the two names in each line of a list. */
export interface Columns {
  readonly appAt: number;
  readonly streamAt: number;
}

const APP: ReadonlySet<string> = new Set(['app', 'appname', '应用名', '应用名称', '應用名', '應用名稱']);
const STREAM: ReadonlySet<string> = new Set(['stream', 'streamname', '流名', '流名称', '流名稱', '串流名稱']);
/** Words of headers, none of which names a column that is needed. */
const USUAL =
  /^(?:application|channel|domain|room|(?:app|application|stream|live|domain|channel|room|publish|play)?(?:code|id|key|name|title|type|url)|域名|名称|名稱|应用|應用|流|串流|(?:应用|應用|流|串流)id)$/;

/** `App Name`, `APP_NAME` and full-width letters are the same word. */
function toWord(cell: string): string {
  return cell
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');
}

/**
 * Reads the first line of a list.
 *
 * - One app word and one stream word, in any order: a header.
 * - Any other line that holds such a word, or usual words of headers only: `unknown`. It may be a header that is not
 *   understood, and is not taken for a stream.
 * - All others: undefined, a stream.
 */
export function readHeader(cells: readonly string[]): Columns | 'unknown' | undefined {
  const words = cells.map(toWord);
  const appAt = words.findIndex((word) => APP.has(word));
  const streamAt = words.findIndex((word) => STREAM.has(word));
  if (appAt >= 0 && streamAt >= 0 && words.length === 2) return { appAt, streamAt };
  const isKnown = appAt >= 0 || streamAt >= 0;
  return isKnown || words.every((word) => USUAL.test(word)) ? 'unknown' : undefined;
}
