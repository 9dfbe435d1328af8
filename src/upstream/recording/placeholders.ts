import { createHash } from 'node:crypto';

export const PLACEHOLDER_KINDS = ['domain', 'app', 'stream', 'request', 'value'] as const;
export type PlaceholderKind = (typeof PLACEHOLDER_KINDS)[number];

/** The highest used number of each kind. */
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
/** Longer values are stored as a digest, which limits the memory. */
const MAX_KEY_CHARACTERS = 64;

/** Whether a text is a placeholder of a kind. */
export function isPlaceholder(kind: PlaceholderKind, text: string): boolean {
  return FORMS[kind].test(text);
}

/** The highest placeholder number of each kind, in a text and in the known numbers. */
export function toLastNumbers(text: string, known: LastNumbers = NO_NUMBERS): LastNumbers {
  const last = { ...known };
  for (const [, kind = '', number = ''] of text.matchAll(KIND_AND_NUMBER))
    last[kind as PlaceholderKind] = Math.max(last[kind as PlaceholderKind], Number(number));
  return last;
}

/**
 * The placeholders that replace names and secrets in a recording: `stream-3` for the third stream name. The same value
 * always gets the same placeholder. The values themselves stay in memory only.
 */
export class Placeholders {
  readonly #last: Record<PlaceholderKind, number>;
  readonly #known = new Map<string, string>();
  #request: { readonly id: string; readonly placeholder: string } | undefined;

  /** @param last the highest numbers in an existing file; new placeholders continue from them */
  constructor(last: LastNumbers = NO_NUMBERS) {
    this.#last = { ...last };
  }

  /** The number of known values. */
  get size(): number {
    return this.#known.size;
  }

  of(kind: PlaceholderKind, value: string): string {
    // Each exchange has a new RequestId, so only the current one is kept.
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
