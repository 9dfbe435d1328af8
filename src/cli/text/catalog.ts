/** Finds the translation of an English text. Undefined if there is none. */
export type Translate = (english: string) => string | undefined;

/** @param entries translations by their English text. `{}` is a placeholder; the values keep their order */
export function createCatalog(entries: Readonly<Record<string, string>>): Translate {
  // Created at the first use, because every command loads the catalogs and few commands translate.
  let patterns: readonly (readonly [RegExp, string])[] | undefined;
  return (english) => {
    const whole = entries[english];
    if (whole !== undefined) return whole;
    patterns ??= toPatterns(entries);
    for (const [pattern, translated] of patterns) {
      const values = pattern.exec(english)?.slice(1);
      if (values !== undefined)
        return values.reduce((text, value) => text.replace('{}', () => value), translated);
    }
    return undefined;
  };
}

function toPatterns(entries: Readonly<Record<string, string>>): (readonly [RegExp, string])[] {
  return Object.entries(entries)
    .filter(([english]) => english.includes('{}'))
    .map(([english, translated]) => {
      const parts = english.split('{}').map(escape);
      return [new RegExp(`^${parts.join('(.+?)')}$`), translated] as const;
    });
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
