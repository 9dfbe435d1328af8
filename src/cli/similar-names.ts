import {
  differenceOf,
  INVISIBLE,
  MEANINGLESS,
  type NameDifference,
  toLook,
  toVisible,
} from '../stream/name-look.js';
import { type ListedStream } from './stream-list.js';

const MAX_WARNINGS = 10;
/** Emoji are joined and chosen by invisible characters, which belong there. */
const EMOJI = new RegExp(String.raw`\p{RGI_Emoji}`, 'gv');

/**
 * Points out what a reader of the list cannot see: names with invisible or meaningless characters, and pairs that look
 * alike. All of them are kept as they are.
 *
 * @returns at most ten lines, and how many more there are
 */
export function toNameWarnings(name: string, streams: readonly ListedStream[]): string[] {
  const warnings = [...streams.flatMap(toHiddenWarnings), ...toPairWarnings(streams)];
  const more = warnings.length - MAX_WARNINGS;
  const told = warnings.slice(0, MAX_WARNINGS).map((warning) => `Warning: ${name} ${warning}`);
  return more > 0 ? [...told, `and ${more} more warnings`] : told;
}

function toHiddenWarnings({ appName, streamName, line }: ListedStream): string[] {
  const names = [
    ['app', appName],
    ['stream', streamName],
  ] as const;
  return names.flatMap(([what, value]) => {
    const text = value.replaceAll(EMOJI, '');
    if (INVISIBLE.test(text))
      return [`line ${line}: the ${what} "${toVisible(value)}" holds an invisible character`];
    if (MEANINGLESS.test(text))
      return [
        `line ${line}: the ${what} "${toVisible(value)}" holds a character without a meaning; is the encoding right?`,
      ];
    return [];
  });
}

/** The first of each group of names that look alike, with each of the others. */
function toPairWarnings(streams: readonly ListedStream[]): string[] {
  const firsts = new Map<string, ListedStream>();
  const seen = new Set<string>();
  const warnings: string[] = [];
  for (const stream of streams) {
    const exact = toPath(stream);
    const look = toLook(exact);
    const first = firsts.get(look);
    if (first === undefined) firsts.set(look, stream);
    else if (!seen.has(exact)) warnings.push(toPairWarning(first, stream));
    seen.add(exact);
  }
  return warnings;
}

/** The difference of two names in words. */
export function toWords(difference: NameDifference): string {
  return difference === 'several'
    ? 'several of case, Unicode normalization and invisible characters'
    : difference;
}

function toPairWarning(one: ListedStream, other: ListedStream): string {
  const [first, second] = [toPath(one), toPath(other)];
  const difference = differenceOf(first, second);
  return (
    `lines ${one.line} and ${other.line}: "${toVisible(first)}" and "${toVisible(second)}" are two streams that ` +
    `differ only in ${difference === undefined ? 'nothing' : toWords(difference)}`
  );
}

const toPath = ({ appName, streamName }: ListedStream): string => `${appName}/${streamName}`;
