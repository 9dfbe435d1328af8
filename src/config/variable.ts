import { z } from 'zod';

/** An environment variable: its parser, and the message for an invalid value. */
export interface Variable<T> {
  readonly schema: z.ZodType<T>;
  /** The allowed values, in words. */
  readonly allowed: string;
  /** Whether the value is secret. It is never printed, except for a URL that `maskUrl` has masked. */
  readonly secret?: boolean;
  readonly isUrl?: boolean;
}

export const variable = <T>(schema: z.ZodType<T>, allowed: string, secret = false): Variable<T> => ({
  schema,
  allowed,
  secret,
});

export const wholeNumber = (min: number, max: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

export const choice = <const T extends readonly [string, ...string[]]>(...values: T): Variable<T[number]> =>
  variable(z.enum(values), `one of ${values.join(', ')}`);

export const milliseconds = (min: number, max: number): Variable<number> =>
  variable(wholeNumber(min, max), `a whole number of milliseconds, ${min} to ${max}`);

export const text = variable(z.string(), 'any text');
export const secret = variable(z.string(), 'any text', true);

export const url = (protocols: RegExp, allowed: string, isSecret = false): Variable<string> => ({
  schema: z.string().refine((value) => protocols.test(value) && URL.canParse(value)),
  allowed,
  secret: isSecret,
  isUrl: true,
});
