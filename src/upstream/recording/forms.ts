import { isPlaceholder, type PlaceholderKind, type Placeholders } from './placeholders.js';

export type Scalar = string | number | boolean | null;

/** How a scalar value is written into a recording. */
export interface Form {
  /** The value itself if it may stay, otherwise its replacement. */
  readonly write: (value: Scalar, placeholders: Placeholders) => Scalar;
  /** Whether `write` could have written this. */
  readonly isWritten: (value: Scalar) => boolean;
}

/** Stays in every field, since it holds nothing. */
function isEmpty(value: Scalar): boolean {
  return value === null || value === '' || typeof value === 'boolean';
}

/** For a field that is not on the list: only the type of its value stays. */
export const HIDDEN: Form = {
  write: (value, placeholders) => {
    if (isEmpty(value)) return value;
    return typeof value === 'string' ? placeholders.of('value', value) : 0;
  },
  isWritten: (value) =>
    isEmpty(value) || value === 0 || (typeof value === 'string' && isPlaceholder('value', value)),
};

/** A value that passes the test stays. */
function createStaying(mayStay: (value: string | number) => boolean): Form {
  const stays = (value: Scalar): boolean =>
    (typeof value === 'string' || typeof value === 'number') && mayStay(value);
  return {
    write: (value, placeholders) => (stays(value) ? value : HIDDEN.write(value, placeholders)),
    isWritten: (value) => stays(value) || HIDDEN.isWritten(value),
  };
}

/** One of the words of the documentation. */
export const words = (...known: readonly string[]): Form =>
  createStaying((value) => typeof value === 'string' && known.includes(value));

export const pattern = (expression: RegExp): Form =>
  createStaying((value) => typeof value === 'string' && expression.test(value));

/** Too short for the id of an account, a telephone number or an address. */
const COUNT = /^\d{1,7}$/;
const MAX_COUNT = 9_999_999;

export const COUNT_FORM = createStaying((value) =>
  typeof value === 'string' ? COUNT.test(value) : Math.abs(value) <= MAX_COUNT,
);

/** A text becomes a placeholder of a kind. */
export function named(kind: PlaceholderKind, toKey: (value: string) => string = (value) => value): Form {
  return {
    write: (value, placeholders) =>
      typeof value === 'string' && value !== ''
        ? placeholders.of(kind, toKey(value))
        : HIDDEN.write(value, placeholders),
    isWritten: (value) =>
      typeof value === 'string' && value !== '' ? isPlaceholder(kind, value) : HIDDEN.isWritten(value),
  };
}

/** `form`, with one value that stays as it is. */
export const orText = (stays: string, form: Form): Form => ({
  write: (value, placeholders) => (value === stays ? value : form.write(value, placeholders)),
  isWritten: (value) => value === stays || form.isWritten(value),
});
