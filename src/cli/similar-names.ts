import { differenceOf, INVISIBLE, MEANINGLESS, toLook, toVisible } from '../stream/name-look.js';
import { type ListedStream } from '../list-file/parse-list.js';
import { type Text } from './text/en.js';

const MAX_WARNINGS = 10;
/** Emoji sequences contain invisible characters, which are correct there. */
const EMOJI = new RegExp(String.raw`\p{RGI_Emoji}`, 'gv');

/**
 * Finds what a reader of the list cannot see: names with invisible or meaningless characters, and pairs that look
 * alike. It changes no name.
 *
 * @returns at most ten lines, and the number of further findings
 */
export function toNameWarnings(name: string, streams: readonly ListedStream[], text: Text['list']): string[] {
  const warnings = [
    ...streams.flatMap((stream) => toHiddenWarnings(stream, text)),
    ...toPairWarnings(streams, text),
  ];
  const more = warnings.length - MAX_WARNINGS;
  const shown = warnings.slice(0, MAX_WARNINGS).map((warning) => text.warning(name, warning));
  return more > 0 ? [...shown, text.moreWarnings(more)] : shown;
}

function toHiddenWarnings({ appName, streamName, line }: ListedStream, text: Text['list']): string[] {
  const names = [
    ['app', appName],
    ['stream', streamName],
  ] as const;
  return names.flatMap(([what, value]) => {
    const plain = value.replaceAll(EMOJI, '');
    if (INVISIBLE.test(plain)) return [text.invisible(line, what, toVisible(value))];
    return MEANINGLESS.test(plain) ? [text.meaningless(line, what, toVisible(value))] : [];
  });
}

/** Returns pairs for each group of names that look alike: the first name with each other name. */
function toPairWarnings(streams: readonly ListedStream[], text: Text['list']): string[] {
  const firsts = new Map<string, ListedStream>();
  const seen = new Set<string>();
  const warnings: string[] = [];
  for (const stream of streams) {
    const exact = toPath(stream);
    const look = toLook(exact);
    const first = firsts.get(look);
    if (first === undefined) firsts.set(look, stream);
    else if (!seen.has(exact)) warnings.push(toPairWarning(first, stream, text));
    seen.add(exact);
  }
  return warnings;
}

function toPairWarning(one: ListedStream, other: ListedStream, text: Text['list']): string {
  const [first, second] = [toPath(one), toPath(other)];
  const difference = differenceOf(first, second) ?? 'several';
  return text.alike([one.line, other.line], [toVisible(first), toVisible(second)], difference);
}

const toPath = ({ appName, streamName }: ListedStream): string => `${appName}/${streamName}`;
