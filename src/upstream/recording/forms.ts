import { isPlaceholder, type PlaceholderKind, type Placeholders } from './placeholders.js';

export type Scalar = string | number | boolean | null;

/** How a scalar value is written to a recording. */
export interface Form {
  /** The value itself if it can be recorded, otherwise its replacement. */
  readonly write: (value: Scalar, placeholders: Placeholders) => Scalar;
  /** Whether `write` could have written this value. */
  readonly isWritten: (value: Scalar) => boolean;
}

/** Whether the value is recorded in every field, because it reveals nothing. */
function isEmpty(value: Scalar): boolean {
  return value === null || value === '' || typeof value === 'boolean';
}

/** The form of a field that is not in the list: only the type of its value is recorded. */
export const HIDDEN: Form = {
  write: (value, placeholders) => {
    if (isEmpty(value)) return value;
    return typeof value === 'string' ? placeholders.of('value', value) : 0;
  },
  isWritten: (value) =>
    isEmpty(value) || value === 0 || (typeof value === 'string' && isPlaceholder('value', value)),
};

/** Keeps a value that passes the test. */
function createStaying(mayStay: (value: string | number) => boolean): Form {
  const stays = (value: Scalar): boolean =>
    (typeof value === 'string' || typeof value === 'number') && mayStay(value);
  return {
    write: (value, placeholders) => (stays(value) ? value : HIDDEN.write(value, placeholders)),
    isWritten: (value) => stays(value) || HIDDEN.isWritten(value),
  };
}

/** Keeps one of the documented words. */
export const words = (...known: readonly string[]): Form =>
  createStaying((value) => typeof value === 'string' && known.includes(value));

export const pattern = (expression: RegExp): Form =>
  createStaying((value) => typeof value === 'string' && expression.test(value));

/** Too short for an account id, a telephone number or an address. */
const COUNT = /^\d{1,7}$/;
const MAX_COUNT = 9_999_999;

export const COUNT_FORM = createStaying((value) =>
  typeof value === 'string' ? COUNT.test(value) : Math.abs(value) <= MAX_COUNT,
);

/** Replaces a text by a placeholder of a kind. */
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

/** The same form, except for one value that is kept. */
export const orText = (stays: string, form: Form): Form => ({
  write: (value, placeholders) => (value === stays ? value : form.write(value, placeholders)),
  isWritten: (value) => value === stays || form.isWritten(value),
});
