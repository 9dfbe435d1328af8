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

/** For each limit, a document that reaches 3 of it, and one that reaches 4. */
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
    'lets a document pass at the limit of %s, and none above it',
    (name, [at, above]) => {
      const gate = createDocumentGate({ ...NONE, [name]: 3 });
      expect(() => gate.admit(at)).not.toThrow();
      expect(() => gate.admit(above)).toThrow(DocumentRefused);
      expect(() => gate.admit(above)).toThrow(/at most 3 /);
    },
  );

  test('says how many actions a document holds, also when it has seen it before', () => {
    const gate = createDocumentGate();
    for (let time = 0; time < 2; time += 1)
      expect(gate.admit('mutation { a b ...F } fragment F on M { c }')).toMatchObject({ actions: 3 });
    expect(gate.admit('{ a b }')).toMatchObject({ actions: 0 });
  });

  test('leaves it to the parser to say what is wrong with a document that is none', () => {
    const gate = createDocumentGate();
    for (const text of ['', '{', '"', '{ a(b: "', '\ud800', '{ a '.repeat(5)])
      expect(gate.admit(text)).toMatchObject({ actions: 0 });
  });

  test('refuses more tokens than the limit before it parses, also where they make no sense', () => {
    const gate = createDocumentGate();
    const { tokens } = DOCUMENT_LIMITS;
    expect(gate.admit('!'.repeat(tokens))).toMatchObject({ actions: 0 });
    expect(() => gate.admit('!'.repeat(tokens + 1))).toThrow('tokens');
  });

  test('repeats nothing of the document', () => {
    const refuse = (): unknown => createDocumentGate().admit(`{ ${'secret '.repeat(600)} }`);
    expect(refuse).toThrow(/^(?!.*secret)/s);
    expect(refuse).toThrow(expect.objectContaining({ code: 'REQUEST_TOO_COMPLEX' }));
  });
});
