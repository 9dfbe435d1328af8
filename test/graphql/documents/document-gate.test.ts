import { describe, expect, test } from '@jest/globals';
import { createDocumentGate } from '../../../src/graphql/documents/document-gate.js';
import { DocumentRefused } from '../../../src/graphql/documents/document-refused.js';
import { DOCUMENT_LIMITS, type DocumentLimits } from '../../../src/graphql/documents/limits.js';

const NONE: DocumentLimits = {
  characters: Infinity,
  tokens: Infinity,
  depth: Infinity,
  fields: Infinity,
  aliases: Infinity,
  directives: Infinity,
  actions: Infinity,
};

/** For each limit, a document with the value 3 and one with the value 4. */
const REACHING: Readonly<Record<keyof DocumentLimits, readonly [string, string]>> = {
  characters: ['{a}', '{a }'],
  tokens: ['{a}', '{a b}'],
  depth: ['{a{b{c}}}', '{a{b{c{d}}}}'],
  fields: ['{a b c}', '{a b c d}'],
  aliases: ['{a:x b:x c:x}', '{a:x b:x c:x d:x}'],
  directives: ['{a @x @x @x}', '{a @x @x @x @x}'],
  actions: ['mutation{a b c}', 'mutation{a b c d}'],
};

describe('the document gate', () => {
  test.each(Object.entries(REACHING))(
    'admits a document at the limit of %s, and refuses one above it',
    (name, [at, above]) => {
      const gate = createDocumentGate({ ...NONE, [name]: 3 });
      expect(() => gate.admit(at)).not.toThrow();
      expect(() => gate.admit(above)).toThrow(DocumentRefused);
      expect(() => gate.admit(above)).toThrow(/at most 3 /);
    },
  );

  test('returns the number of actions in a document, also for a cached document', () => {
    const gate = createDocumentGate();
    for (let time = 0; time < 2; time += 1)
      expect(gate.admit('mutation { a b ...F } fragment F on M { c }')).toMatchObject({ actions: 3 });
    expect(gate.admit('{ a b }')).toMatchObject({ actions: 0 });
  });

  test('leaves the report of a syntax error to the parser', () => {
    const gate = createDocumentGate();
    for (const text of ['', '{', '"', '{ a(b: "', '\ud800', '{ a '.repeat(5)])
      expect(gate.admit(text)).toMatchObject({ actions: 0 });
  });

  test('refuses more tokens than the limit before parsing, also in an invalid document', () => {
    const gate = createDocumentGate();
    const { tokens } = DOCUMENT_LIMITS;
    expect(gate.admit('!'.repeat(tokens))).toMatchObject({ actions: 0 });
    expect(() => gate.admit('!'.repeat(tokens + 1))).toThrow('tokens');
  });

  test('does not quote the document', () => {
    const refuse = (): unknown => createDocumentGate().admit(`{ ${'secret '.repeat(600)} }`);
    expect(refuse).toThrow(/^(?!.*secret)/s);
    expect(refuse).toThrow(expect.objectContaining({ code: 'REQUEST_TOO_COMPLEX' }));
  });
});
