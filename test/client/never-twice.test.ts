import { expect, test } from '@jest/globals';
import { withRetry } from 'apsara-live-gateway-client';
import fc from 'fast-check';
import { buildSchema, execute, GraphQLError, parse } from 'graphql';
import { SHAPES } from './answers.js';

/** The end of one field of a mutation, and whether it may have taken effect. */
const ENDS = {
  done: { acts: true },
  'done, but its payload cannot be read': { acts: true, unreadable: 'status' },
  'done, but its payload is lost': { acts: true, unreadable: 'requestId' },
  'not sent': { acts: false, code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT' },
  throttled: { acts: false, code: 'RATE_LIMITED', outcome: 'REJECTED' },
  'lost on the way': { acts: true, code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' },
  'throttled after a lost attempt': { acts: true, code: 'RATE_LIMITED', outcome: 'UNKNOWN' },
  'failed inside': { acts: true, code: 'INTERNAL_SERVER_ERROR', retryable: false },
} as const;
type End = keyof typeof ENDS;

const FIELDS = ['a', 'b', 'c'];

/** A small version of the schema of the gateway, with nullable and non-null payloads. */
const toSchema = (payload: 'Payload' | 'Payload!') =>
  buildSchema(`
    type Query { x: Int }
    type Payload { requestId: ID! status: String }
    type Mutation { ${FIELDS.map((field) => `${field}: ${payload}`).join(' ')} }
  `);
const SCHEMAS = { nullable: toSchema('Payload'), strict: toSchema('Payload!') };

const failure = (code: string, outcome?: string, retryable = true): GraphQLError =>
  new GraphQLError(code, { extensions: { code, outcome, retryable, retryAfterMs: 0 } });

/**
 * Runs a mutation with retries.
 * @returns how often each field may have taken effect, and the final result for the caller
 */
async function runMutation(
  schema: keyof typeof SCHEMAS,
  fields: readonly string[],
  attempts: readonly (readonly End[])[],
  toShape: (answer: object) => object,
  withDocument: boolean,
): Promise<{ effects: Map<string, number>; sent: number }> {
  const document = parse(`mutation { ${fields.map((field) => `${field} { requestId status }`).join(' ')} }`);
  const effects = new Map<string, number>();
  let sent = 0;
  const rootValue = Object.fromEntries(
    FIELDS.map((field, index) => [
      field,
      () => {
        const end: {
          readonly acts: boolean;
          readonly code?: string;
          readonly outcome?: string;
          readonly retryable?: boolean;
          readonly unreadable?: string;
        } = ENDS[attempts[sent - 1]?.[index] ?? 'done'];
        if (end.acts) effects.set(field, (effects.get(field) ?? 0) + 1);
        if (end.code !== undefined) throw failure(end.code, end.outcome, end.retryable);
        const read = (name: string) => () => {
          if (end.unreadable === name) throw failure('UPSTREAM_UNAVAILABLE', 'NOT_SENT');
          return name;
        };
        return { requestId: read('requestId'), status: read('status') };
      },
    ]),
  );
  const send = async (): Promise<object> => {
    sent += 1;
    const answer = JSON.parse(
      JSON.stringify(await execute({ schema: SCHEMAS[schema], document, rootValue })),
    ) as object;
    const shaped = 'errors' in answer ? toShape(answer) : answer;
    if (shaped instanceof Error) throw shaped;
    return shaped;
  };
  const options = { maxAttempts: 5, random: () => 0, document: withDocument ? document : undefined };
  await withRetry(send, options).catch(() => undefined);
  return { effects, sent };
}

const ends = fc.constantFrom(...(Object.keys(ENDS) as End[]));
const shapes = fc.constantFrom(...Object.values(SHAPES));

test('an action that may have been done is not repeated, for any answer of the gateway', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('nullable' as const, 'strict' as const),
      fc.subarray(FIELDS, { minLength: 1 }),
      fc.array(fc.tuple(ends, ends, ends), { minLength: 5, maxLength: 5 }),
      shapes,
      fc.boolean(),
      async (schema, fields, attempts, toShape, withDocument) => {
        const { effects } = await runMutation(schema, fields, attempts, toShape, withDocument);
        expect([...effects.values()].filter((times) => times > 1)).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

test('an action that was certainly not done is done in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('nullable' as const, 'strict' as const),
      fc.array(fc.constantFrom<End>('not sent', 'throttled'), { maxLength: 4 }),
      shapes,
      async (schema, failures, toShape) => {
        const attempts = failures.map((end) => [end]);
        const { effects, sent } = await runMutation(schema, ['a'], attempts, toShape, true);
        expect(sent).toBe(failures.length + 1);
        expect(effects.get('a')).toBe(1);
      },
    ),
    { numRuns: 100 },
  );
});
