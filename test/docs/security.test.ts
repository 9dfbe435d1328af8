import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MAX_REPRESENTATIONS } from '../../src/graphql/entities.js';
import { DOCUMENT_LIMITS } from '../../src/graphql/limit/limits.js';
import { COST_LIMITS } from '../../src/graphql/limit/request-cost.js';
import { REQUEST_SHARES } from '../../src/graphql/limit/request-allowance.js';
import { MAX_FIRST } from '../../src/graphql/page/first.js';
import { MAX_CALLBACKS } from '../../src/graphql/subscription/subscriptions.js';
import { MAX_BODY_BYTES } from '../../src/http/body.js';
import { MAX_UNREAD_BYTES } from '../../src/http/socket-server.js';
import { OPERATIONS_PER_CALLER } from '../../src/http/streaming.js';
import { CONNECTIONS_PER_CALLER } from '../../src/http/websocket.js';
import { MAX_LISTED_STREAMS } from '../../src/job/bulk-resume.js';
import { codesOf, proseOf, tableOf } from './pages.js';

const PAGE = 'docs/security.md';
const ROOT = join(import.meta.dirname, '../..');
const MIB = 1024 * 1024;

/** The page as one line, so that a sentence may be broken anywhere. */
const prose = proseOf(PAGE).replaceAll(/\s+/g, ' ');
const threats = tableOf(PAGE, 'threat');
const shell = tableOf(PAGE, 'threat', 1);

describe('docs/security.md', () => {
  test('names for every threat what stops it and a test that is there', () => {
    expect([threats.length, shell.length].every((rows) => rows > 15)).toBe(true);
    const [first] = shell;
    expect(first?.[2]).toBe('413, 415');
    for (const [threat, stopped = '', ...others] of [...threats, ...shell]) {
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

  const count = (value: number): string => value.toLocaleString('en-US');
  test.each([
    ['a body', `${MAX_BODY_BYTES / MIB} MiB; compressed bodies are not taken`],
    [
      'a document',
      `${count(DOCUMENT_LIMITS.characters)} characters, ${count(DOCUMENT_LIMITS.tokens)} tokens, ` +
        `${DOCUMENT_LIMITS.depth} levels, ${DOCUMENT_LIMITS.fields} fields, ${DOCUMENT_LIMITS.aliases} aliases, ` +
        `${DOCUMENT_LIMITS.directives} directives, ${DOCUMENT_LIMITS.actions} mutations`,
    ],
    [
      'what a request asks for',
      `\`_entities\` takes ${count(MAX_REPRESENTATIONS)} references, a page of a list ${MAX_FIRST} entries, ` +
        `a bulk job ${count(MAX_LISTED_STREAMS)} streams. One request is given ${count(REQUEST_SHARES.entries)} entries`,
    ],
    [
      'what a request may return',
      `at most ${count(COST_LIMITS.entries)} entries, ${count(COST_LIMITS.entities)} references, ` +
        `${count(COST_LIMITS.values)} values`,
    ],
    [
      'connections',
      `at most ${OPERATIONS_PER_CALLER} operations at once over event streams and WebSockets together, and at most ` +
        `${CONNECTIONS_PER_CALLER} WebSockets`,
    ],
    ['what is not read', `once it asks with ${MAX_UNREAD_BYTES / MIB} MiB unread`],
    ['callbacks', `At most ${count(MAX_CALLBACKS)} callbacks are open on a replica`],
  ])('gives the limits of %s as they are', (_what, sentence) => {
    expect(prose).toContain(sentence);
  });
});
