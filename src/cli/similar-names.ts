import { type ListedStream } from './stream-list.js';

const MAX_WARNINGS = 10;
/** Default-ignorable characters and U+2800 have no picture, as those of the categories Cf and Z. */
const INVISIBLE = /[\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const EACH_INVISIBLE = new RegExp(INVISIBLE, 'gu');
/** Private and unassigned characters: often the trace of a wrong encoding. */
const MEANINGLESS = /[\p{Co}\p{Cn}]/u;
/** Emoji are joined and chosen by invisible characters, which belong there. */
const EMOJI = new RegExp(String.raw`\p{RGI_Emoji}`, 'gv');

/** A name as a terminal may show it: each invisible or meaningless character as `\u{200b}`. */
export function toVisible(name: string): string {
  return name.replaceAll(new RegExp(`${INVISIBLE.source}|${MEANINGLESS.source}`, 'gu'), (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

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

/** What two names that look alike differ in; undefined for names that are the same, or do not look alike. */
export function differenceOf(first: string, second: string): string | undefined {
  if (first === second || toLook(first) !== toLook(second)) return undefined;
  const differences = DIFFERENCES.filter(([, normal]) => normal(first) === normal(second));
  return differences[0]?.[0] ?? 'several of case, Unicode normalization and invisible characters';
}

function toPairWarning(one: ListedStream, other: ListedStream): string {
  const [first, second] = [toPath(one), toPath(other)];
  const difference = differenceOf(first, second) ?? 'nothing';
  return (
    `lines ${one.line} and ${other.line}: "${toVisible(first)}" and "${toVisible(second)}" are two streams that ` +
    `differ only in ${difference}`
  );
}

const toPath = ({ appName, streamName }: ListedStream): string => `${appName}/${streamName}`;
/** Upper case first, since "ß" and "ss" have it in common. */
const toCaseless = (text: string): string => text.toUpperCase().toLowerCase();
const withoutInvisible = (text: string): string => text.replaceAll(EACH_INVISIBLE, '');
const toLook = (text: string): string =>
  toCaseless(withoutInvisible(text.normalize('NFKC'))).normalize('NFKC');

const DIFFERENCES: readonly (readonly [string, (text: string) => string])[] = [
  ['case', toCaseless],
  ['Unicode normalization (NFC)', (text) => text.normalize('NFC')],
  ['invisible characters', withoutInvisible],
  ['Unicode normalization (NFKC)', (text) => text.normalize('NFKC')],
];
