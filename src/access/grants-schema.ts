import * as z from 'zod';
import { coversEveryApp, isAppPattern } from './app-pattern.js';
import { isDomainPattern } from '../stream/domain-pattern.js';
import type { ClaimTest, Grant } from './grant.js';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A dotted path, or, for names that hold dots themselves (`https://example.com/roles`), a list of names. */
const claim = z
  .union([z.string(), z.array(z.string())], {
    error: 'must be a path such as roles or realm_access.roles, or a list of names',
  })
  .transform((path) => (typeof path === 'string' ? path.split('.') : path))
  .refine((names) => names.length > 0 && names.every((name) => name !== ''), {
    error: 'must not hold an empty name',
  });

const match = z
  .strictObject({
    claim,
    has: z.string({ error: 'must be a text' }).min(1, { error: 'must not be empty' }).optional(),
    is: z
      .union([z.string(), z.number(), z.boolean()], { error: 'must be a text, a number, true or false' })
      .optional(),
  })
  .refine((found) => (found.has === undefined) !== (found.is === undefined), {
    error: 'must hold either "has" or "is"',
    // Beside other faults too: the operator needs all of them at once. So below.
    when: ({ value }) => isRecord(value),
  });

const operation = z.enum(['read', 'resume', 'forbid', 'manage'], {
  error: 'must be one of read, resume, forbid, manage',
});

const domain = z.string({ error: 'must be a text' }).toLowerCase().refine(isDomainPattern, {
  error: 'must be a host name, "*." before a host name of at least two labels, or "*"',
});

const app = z.string({ error: 'must be a text' }).refine(isAppPattern, {
  error: 'must be an app name, in which "*" stands for any characters',
});

const someOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item, { error: 'must be a list' }).min(1, { error: 'must not be empty' });

const grant = z
  .strictObject({
    match,
    allow: someOf(operation),
    domains: someOf(domain),
    apps: someOf(app).default(['*']),
    anyApp: z.boolean({ error: 'must be true or false' }).default(false),
  })
  .refine(({ anyApp, apps }) => !anyApp || coversEveryApp(apps), {
    path: ['anyApp'],
    error: 'needs "apps" to be left out or to hold "*"',
    when: ({ value }) => isRecord(value) && Array.isArray(value['apps']),
  });

export const grantsSchema = z.strictObject({ grants: z.array(grant, { error: 'must be a list' }) });

type GrantInFile = z.infer<typeof grant>;

export function toGrant({ match: { claim, has, is }, ...rest }: GrantInFile): Grant {
  // The schema holds that one of the two is there; an `is` of undefined would pass for a missing claim.
  const test: ClaimTest | undefined = has !== undefined ? { has } : is !== undefined ? { is } : undefined;
  if (test === undefined) throw new TypeError('a grant without a test');
  return { claim, test, ...rest };
}
