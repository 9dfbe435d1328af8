import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createDocumentGate } from '../../src/graphql/documents/document-gate.js';
import { type Results, type StreamedExecution } from '../../src/graphql/subscription/run.js';
import { createCallerLimit } from '../../src/http/caller-limit.js';
import { createCallerSlots } from '../../src/http/caller-slots.js';
import { type Identity } from '../../src/http/identity.js';
import { createStreaming } from '../../src/http/streaming.js';

const identity: Identity = {
  rateLimitKey: { subject: 'maya' },
  expiresAtMs: Infinity,
  caller: () => ({ subject: 'maya', claims: {} }),
};

test('a subscription that its client ends during its start returns its slot', async () => {
  const end = new AbortController();
  const slots = createCallerSlots(1);
  const streaming = createStreaming({
    slots,
    apollo: {
      stream: () => {
        end.abort();
        return Promise.resolve(taken(noResults()));
      },
    },
    authenticate: () => identity.caller(),
    documents: { gate: createDocumentGate() },
    limits: { actions: createCallerLimit(0), reads: createCallerLimit(0) },
    connections: { add: () => () => undefined, close: () => undefined },
  });
  const run = { correlationId: 'correlation-id', signal: end.signal };
  // graphql-ws does not start the results of an operation that has already completed.
  await streaming.run({ query: 'subscription { job { id } }' }, identity, run);
  expect(() => slots.take(identity.rateLimitKey)).not.toThrow();
});

function taken(many: Results): StreamedExecution {
  return { schema: {} as never, document: parse('{ __typename }'), rootValue: { many } };
}

// eslint-disable-next-line @typescript-eslint/require-await, require-yield -- never started
async function* noResults(): Results {
  return undefined;
}
