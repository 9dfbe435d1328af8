import { z } from 'zod';
import { isDomainPattern } from '../../stream/domain-pattern.js';
import { type OperationInUse, OPERATIONS_IN_USE } from '../../stream/operations.js';
import { HOST_AND_PORT } from '../env.js';

const name = z.string({ error: 'must be a string' }).regex(/^[a-z][a-z0-9-]{0,39}$/, {
  error: 'must be 1 to 40 lower-case letters, digits or hyphens, and start with a letter',
});

const domain = z.string({ error: 'must be a string' }).toLowerCase().refine(isDomainPattern, {
  error: 'must be a host name, "*." before a host name of at least two labels, or "*"',
});

const prefix = z.string({ error: 'must be a string' }).regex(/^[A-Z][A-Z0-9_]{0,39}$/, {
  error: 'must be a prefix of variable names: upper-case letters, digits or underscores',
});

const text = z.string({ error: 'must be a string' }).min(1, { error: 'must not be empty' });

/** The credential sources, with the settings that each needs in addition to the variables of its prefix. */
const credentials = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('env'), prefix }),
    z.strictObject({ type: z.literal('ecs_ram_role'), roleName: text.optional(), prefix: prefix.optional() }),
    z.strictObject({
      type: z.literal('oidc_role_arn'),
      roleArn: text,
      oidcProviderArn: text,
      oidcTokenFile: text,
      roleSessionName: text.optional(),
      prefix: prefix.optional(),
    }),
    z.strictObject({
      type: z.literal('ram_role_arn'),
      prefix,
      roleArn: text,
      roleSessionName: text.optional(),
    }),
    z.strictObject({ type: z.literal('credentials_uri'), prefix }),
  ],
  { error: 'must have a "type": one of env, ecs_ram_role, oidc_role_arn, ram_role_arn, credentials_uri' },
);

const permits = z
  .number({ error: 'must be a number of calls per second' })
  .min(0.001, { error: 'must be at least 0.001' })
  .max(999_999, { error: 'must be less than 1000000' });

const budgets = z.strictObject(
  Object.fromEntries(OPERATIONS_IN_USE.map((operation) => [operation, permits.optional()])) as Record<
    OperationInUse,
    z.ZodOptional<typeof permits>
  >,
  { error: 'must map operations to calls per second' },
);

const account = z.strictObject({
  name,
  domains: z.array(domain, { error: 'must be a list' }).min(1, { error: 'must not be empty' }),
  credentials,
  budgets: budgets.optional(),
  endpoint: z
    .string({ error: 'must be a string' })
    .refine((value) => HOST_AND_PORT.test(value) && URL.canParse(`http://${value}`), {
      error: 'must be host or host:port, without scheme or path',
    })
    .optional(),
});

/** The largest number of accounts. Each account needs its own connections to ApsaraVideo Live. */
const MOST_ACCOUNTS = 1_000;

export const accountsSchema = z.strictObject({
  accounts: z
    .array(account, { error: 'must be a list' })
    .min(1, { error: 'must not be empty' })
    .max(MOST_ACCOUNTS, { error: `must not have more than ${MOST_ACCOUNTS} accounts` }),
});

export type AccountInFile = z.output<typeof account>;
export type CredentialsInFile = z.output<typeof credentials>;

const SECRET_NAME = /secret|access_?key|token|password|auth_?key/i;

/** Returns the message for an unknown name in the file. The file must never contain a secret. */
export function toUnknownName(unknown: string): string {
  return SECRET_NAME.test(unknown)
    ? 'is not allowed here: set secrets in the variables of the prefix, or in files that these variables name'
    : 'is not a known setting';
}
