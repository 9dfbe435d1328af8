import { createHash } from 'node:crypto';

export const PLACEHOLDER_KINDS = ['domain', 'app', 'stream', 'request', 'value'] as const;
export type PlaceholderKind = (typeof PLACEHOLDER_KINDS)[number];

/** The highest number in use of each kind. */
export type LastNumbers = Readonly<Record<PlaceholderKind, number>>;

export const NO_NUMBERS: LastNumbers = { domain: 0, app: 0, stream: 0, request: 0, value: 0 };

const KIND_AND_NUMBER = /\b(domain|app|stream|request|value)-(\d{1,9})\b/g;
const FORMS: Readonly<Record<PlaceholderKind, RegExp>> = {
  domain: /^domain-\d{1,9}\.example$/,
  app: /^app-\d{1,9}$/,
  stream: /^stream-\d{1,9}$/,
  request: /^request-\d{1,9}$/,
  value: /^value-\d{1,9}$/,
};
/** A longer value is known by its digest, so that the memory for it is limited. */
const MAX_KEY_CHARACTERS = 64;

/** Whether a text is a placeholder of a kind. */
export function isPlaceholder(kind: PlaceholderKind, text: string): boolean {
  return FORMS[kind].test(text);
}

/** The highest numbers of the placeholders in a text, where they exceed those that are known. */
export function toLastNumbers(text: string, known: LastNumbers = NO_NUMBERS): LastNumbers {
  const last = { ...known };
  for (const [, kind = '', number = ''] of text.matchAll(KIND_AND_NUMBER))
    last[kind as PlaceholderKind] = Math.max(last[kind as PlaceholderKind], Number(number));
  return last;
}

/**
 * What stands in a recording in place of names and secrets: `stream-3` for the third stream name. The same value always
 * has the same placeholder. The values themselves are kept in memory only.
 */
export class Placeholders {
  readonly #last: Record<PlaceholderKind, number>;
  readonly #known = new Map<string, string>();
  #request: { readonly id: string; readonly placeholder: string } | undefined;

  /** @param last the numbers that a file has already: new placeholders continue from them */
  constructor(last: LastNumbers = NO_NUMBERS) {
    this.#last = { ...last };
  }

  /** How many values are known. */
  get size(): number {
    return this.#known.size;
  }

  of(kind: PlaceholderKind, value: string): string {
    // Each exchange has a RequestId of its own: only the present one is kept.
    if (kind === 'request') return this.#requestOf(value);
    const isLong = value.length > MAX_KEY_CHARACTERS;
    const key = `${kind}:${isLong ? createHash('sha256').update(value).digest('base64') : value}`;
    const known = this.#known.get(key) ?? this.#next(kind);
    this.#known.set(key, known);
    return known;
  }

  #requestOf(id: string): string {
    if (this.#request?.id !== id) this.#request = { id, placeholder: this.#next('request') };
    return this.#request.placeholder;
  }

  #next(kind: PlaceholderKind): string {
    this.#last[kind] += 1;
    return `${kind}-${this.#last[kind]}${kind === 'domain' ? '.example' : ''}`;
  }
}
