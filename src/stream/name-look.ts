/** Default-ignorable characters and U+2800 have no picture, as those of the categories Cf and Z. */
export const INVISIBLE = /[\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;
const EACH_INVISIBLE = new RegExp(INVISIBLE, 'gu');
/** Private and unassigned characters: often the trace of a wrong encoding. */
export const MEANINGLESS = /[\p{Co}\p{Cn}]/u;

/** What two names that look alike differ in. */
export type NameDifference =
  | 'case'
  | 'Unicode normalization (NFC)'
  | 'invisible characters'
  | 'Unicode normalization (NFKC)'
  | 'several';

/** A name as it may be shown: each invisible or meaningless character as `\u{200b}`. */
export function toVisible(name: string): string {
  return name.replaceAll(new RegExp(`${INVISIBLE.source}|${MEANINGLESS.source}`, 'gu'), (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** What two names that look alike differ in; undefined for names that are the same, or do not look alike. */
export function differenceOf(first: string, second: string): NameDifference | undefined {
  if (first === second || toLook(first) !== toLook(second)) return undefined;
  const differences = DIFFERENCES.filter(([, normal]) => normal(first) === normal(second));
  return differences[0]?.[0] ?? 'several';
}

/** Names that look alike have the same. */
export function toLook(text: string): string {
  return toCaseless(withoutInvisible(text.normalize('NFKC'))).normalize('NFKC');
}

/** Upper case first, since "ß" and "ss" have it in common. */
const toCaseless = (text: string): string => text.toUpperCase().toLowerCase();
const withoutInvisible = (text: string): string => text.replaceAll(EACH_INVISIBLE, '');

const DIFFERENCES: readonly (readonly [NameDifference, (text: string) => string])[] = [
  ['case', toCaseless],
  ['Unicode normalization (NFC)', (text) => text.normalize('NFC')],
  ['invisible characters', withoutInvisible],
  ['Unicode normalization (NFKC)', (text) => text.normalize('NFKC')],
];
