/** Invisible characters: the categories Cf and Z, default-ignorable characters and U+2800. */
export const INVISIBLE = /[\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const EACH_INVISIBLE = new RegExp(INVISIBLE, 'gu');
/** Private-use and unassigned characters. They are often the result of a wrong encoding. */
export const MEANINGLESS = /[\p{Co}\p{Cn}]/u;

/** The difference between two names that look alike. */
export type NameDifference =
  | 'case'
  | 'Unicode normalization (NFC)'
  | 'invisible characters'
  | 'Unicode normalization (NFKC)'
  | 'several';

/**
 * Returns a name in a form that can be displayed. Invisible and meaningless characters become escapes such as
 * `\u{200b}`.
 */
export function toVisible(name: string): string {
  return name.replaceAll(new RegExp(`${INVISIBLE.source}|${MEANINGLESS.source}`, 'gu'), (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** Returns the difference between two names that look alike; undefined if they are equal or do not look alike. */
export function differenceOf(first: string, second: string): NameDifference | undefined {
  if (first === second || toLook(first) !== toLook(second)) return undefined;
  const differences = DIFFERENCES.filter(([, normal]) => normal(first) === normal(second));
  return differences[0]?.[0] ?? 'several';
}

/** Returns a form of the text that is equal for all names that look alike. */
export function toLook(text: string): string {
  return toCaseless(withoutInvisible(text.normalize('NFKC'))).normalize('NFKC');
}

/** Converts to upper case first, because "ß" and "ss" have the same upper case. */
const toCaseless = (text: string): string => text.toUpperCase().toLowerCase();
const withoutInvisible = (text: string): string => text.replaceAll(EACH_INVISIBLE, '');

const DIFFERENCES: readonly (readonly [NameDifference, (text: string) => string])[] = [
  ['case', toCaseless],
  ['Unicode normalization (NFC)', (text) => text.normalize('NFC')],
  ['invisible characters', withoutInvisible],
  ['Unicode normalization (NFKC)', (text) => text.normalize('NFKC')],
];
