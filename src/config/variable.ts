import { z } from 'zod';

/** One environment variable: how it is parsed, and the message for an invalid value. */
export interface Variable<T> {
  readonly schema: z.ZodType<T>;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** Its value is never printed; of a URL only what `maskUrl` leaves. */
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

export const text = variable(z.string(), 'a text');
export const secret = variable(z.string(), 'a text', true);

export const url = (protocols: RegExp, allowed: string, isSecret = false): Variable<string> => ({
  schema: z.string().refine((value) => protocols.test(value) && URL.canParse(value)),
  allowed,
  secret: isSecret,
  isUrl: true,
});
