import * as z from 'zod';
import { coversEveryApp, isAppPattern } from './app-pattern.js';
import { isDomainPattern } from '../stream/domain-pattern.js';
import type { ClaimTest, Grant } from './grant.js';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * The path of a claim: names separated by dots, or a list of names if a name contains dots
 * (`https://example.com/roles`).
 */
const claim = z
  .union([z.string(), z.array(z.string())], {
    error: 'must be a path such as roles or realm_access.roles, or a list of names',
  })
  .transform((path) => (typeof path === 'string' ? path.split('.') : path))
  .refine((names) => names.length > 0 && names.every((name) => name !== ''), {
    error: 'must not contain an empty name',
  });

const match = z
  .strictObject({
    claim,
    has: z.string({ error: 'must be a string' }).min(1, { error: 'must not be empty' }).optional(),
    is: z
      .union([z.string(), z.number(), z.boolean()], { error: 'must be a string, a number, true or false' })
      .optional(),
  })
  .refine((found) => (found.has === undefined) !== (found.is === undefined), {
    error: 'must have either "has" or "is"',
    // Run this check also if there are other faults, so that the operator sees all faults. The same applies
    // below.
    when: ({ value }) => isRecord(value),
  });

const operation = z.enum(['read', 'resume', 'forbid', 'manage'], {
  error: 'must be one of read, resume, forbid, manage',
});

const domain = z.string({ error: 'must be a string' }).toLowerCase().refine(isDomainPattern, {
  error: 'must be a host name, "*." before a host name of at least two labels, or "*"',
});

const app = z.string({ error: 'must be a string' }).refine(isAppPattern, {
  error: 'must be an app name, in which "*" matches any characters',
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
    error: 'requires "apps" to be omitted or to contain "*"',
    when: ({ value }) => isRecord(value) && Array.isArray(value['apps']),
  });

export const grantsSchema = z.strictObject({ grants: z.array(grant, { error: 'must be a list' }) });

type GrantInFile = z.infer<typeof grant>;

export function toGrant({ match: { claim, has, is }, ...rest }: GrantInFile): Grant {
  // The schema ensures that one of the two is present. With an undefined `is`, a missing claim would pass the
  // test.
  const test: ClaimTest | undefined = has !== undefined ? { has } : is !== undefined ? { is } : undefined;
  if (test === undefined) throw new TypeError('a grant without a test');
  return { claim, test, ...rest };
}
