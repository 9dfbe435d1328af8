import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MAX_REPRESENTATIONS } from '../../src/graphql/entities.js';
import { readConfig } from '../../src/config/read-config.js';
import { DOCUMENT_LIMITS } from '../../src/graphql/documents/limits.js';
import { REQUEST_SHARES } from '../../src/graphql/documents/request-allowance.js';
import { COST_LIMITS, toReadPoints } from '../../src/graphql/documents/request-cost.js';
import { MAX_FIRST } from '../../src/graphql/page/first.js';
import { MAX_CALLBACKS } from '../../src/graphql/subscription/subscriptions.js';
import { MAX_BODY_BYTES } from '../../src/http/body.js';
import { MAX_JSON_LEVELS } from '../../src/http/json.js';
import { MAX_UNREAD_BYTES, MESSAGES_PER_SECOND } from '../../src/http/socket-server.js';
import { OPERATIONS_PER_CALLER } from '../../src/http/streaming.js';
import { CONNECTIONS_PER_CALLER, MAX_PENDING_SOCKETS } from '../../src/http/websocket.js';
import { MAX_LISTED_STREAMS, MAX_UNFINISHED_ITEMS, MAX_UNFINISHED_JOBS } from '../../src/bulk/bulk-resume.js';
import { codesOf, proseOf, tableOf } from './pages.js';

const PAGE = 'docs/security.md';
const ROOT = join(import.meta.dirname, '../..');
const MIB = 1024 * 1024;

/** The page as one line, so that line breaks in a sentence do not matter. */
const prose = proseOf(PAGE).replaceAll(/\s+/g, ' ');
const threats = tableOf(PAGE, 'threat');
/** One table for each kind of threat to the shell. */
const shell = [1, 2, 3, 4, 5, 6].map((which) => tableOf(PAGE, 'threat', which));

describe('docs/security.md', () => {
  test('names a countermeasure and an existing test for every threat', () => {
    expect(threats.length).toBeGreaterThan(15);
    expect(shell.map((rows) => rows.length >= 3)).toEqual(Array(6).fill(true));
    expect(shell.flat().length).toBeGreaterThan(40);
    expect(shell[0]?.[0]?.[2]).toBe('413, 415');
    for (const [threat, stopped = '', ...others] of [...threats, ...shell.flat()]) {
      const tested = others.at(-1) ?? '';
      const missing = codesOf(tested).filter((path) => globSync(path, { cwd: ROOT }).length === 0);
      expect({ threat, isStopped: stopped !== '', missing }).toEqual({
        threat,
        isStopped: true,
        missing: [],
      });
      expect(tested).toMatch(/^(?:same\b|`)/);
    }
  });

  const jwt = readConfig({
    AUTH_JWKS_URL: 'https://id.example.com/keys',
    AUTH_ISSUER: 'issuer',
    AUTH_AUDIENCE: 'audience',
  }).config;
  const count = (value: number): string => value.toLocaleString('en-US');
  test.each([
    ['a body', `${MAX_BODY_BYTES / MIB} MiB; compressed bodies are not taken`],
    [
      'a document',
      `${count(DOCUMENT_LIMITS.characters)} characters, ${count(DOCUMENT_LIMITS.tokens)} tokens, ` +
        `${DOCUMENT_LIMITS.depth} levels, ${DOCUMENT_LIMITS.fields} fields, ${DOCUMENT_LIMITS.aliases} aliases, ` +
        `${DOCUMENT_LIMITS.directives} directives and ${DOCUMENT_LIMITS.actions} mutations`,
    ],
    [
      'what a request selects',
      `One request can select at most ${count(COST_LIMITS.entries)} list entries, ${count(COST_LIMITS.entities)} ` +
        `references of \`_entities\`, ${count(COST_LIMITS.values)} values and ${COST_LIMITS.introspections} introspections.`,
    ],
    [
      'references in one field',
      `${count(MAX_REPRESENTATIONS)} references of \`_entities\` in the whole request`,
    ],
    ['a page', `A page of a list has at most ${MAX_FIRST} entries`],
    [
      'what a request gets',
      `a request gets at most ${count(REQUEST_SHARES.entries)} actual list entries and ${REQUEST_SHARES.statements} ` +
        'statements of the store',
    ],
    ['a bulk job', `${count(MAX_LISTED_STREAMS)} streams a bulk job`],
    [
      'the bulk jobs of a caller',
      `at most ${MAX_UNFINISHED_JOBS} unfinished jobs and ${count(MAX_UNFINISHED_ITEMS)} unfinished streams`,
    ],
    ['JSON', `**JSON** nests at most ${MAX_JSON_LEVELS} levels`],
    [
      'the actions of a caller',
      `\`CALLER_REQUESTS_PER_SECOND\` (${jwt.callerRequestsPerSecond} with \`AUTH_MODE=jwt\`) counts actions`,
    ],
    [
      'the reads of a caller',
      `\`CALLER_READS_PER_SECOND\` (${jwt.callerReadsPerSecond} with \`jwt\`) counts read points. A query costs one ` +
        `point. Every operation costs one more point for each ${entriesOfAPoint()} entries`,
    ],
    [
      'connections',
      `at most ${OPERATIONS_PER_CALLER} operations at once over event streams and WebSockets together, and at most ` +
        `${CONNECTIONS_PER_CALLER} WebSockets`,
    ],
    [
      'connections that are not authenticated',
      `at most ${count(MAX_PENDING_SOCKETS)} WebSockets that are not authenticated`,
    ],
    ['messages', `A client can send ${MESSAGES_PER_SECOND} messages a second on a WebSocket`],
    ['what is not read', `sends a message while ${MAX_UNREAD_BYTES / MIB} MiB are unread`],
    ['callbacks', `At most ${count(MAX_CALLBACKS)} callbacks are open on a replica`],
  ])('gives the limits of %s as they are', (_what, sentence) => {
    expect(prose).toContain(sentence);
  });
});

/** The smallest number of entries that costs one read point more. */
function entriesOfAPoint(): number {
  const none = {
    operation: 'query',
    entities: 0,
    values: 0,
    introspections: 0,
    mutations: 0,
    actions: 0,
  } as const;
  let entries = 0;
  while (toReadPoints({ ...none, entries }) === 1) entries += 1;
  return entries;
}
