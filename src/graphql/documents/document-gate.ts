import { type DocumentNode, Lexer, parse, Source, TokenKind } from 'graphql';
import { LRUCache } from 'lru-cache';
import { hasConditionalSubscription } from './conditional-subscription.js';
import { DocumentRefused } from './document-refused.js';
import { type DocumentSize, toDocumentSize } from './document-size.js';
import { DOCUMENT_LIMITS, type DocumentLimits } from './limits.js';

/** The kinds of operations in a document, all operations together. */
export interface DocumentKind {
  /** The number of root fields of mutations. */
  readonly actions: number;
  /** The number of subscriptions. */
  readonly subscriptions: number;
}

export interface DocumentGate {
  /**
   * Admits a document that is within the limits. A document that cannot be parsed is also admitted, as a
   * document without operations: Apollo parses it next and reports the syntax error.
   *
   * @throws DocumentRefused REQUEST_TOO_COMPLEX, or BAD_REQUEST for a subscription that validation cannot handle
   */
  admit(text: string): DocumentKind;
}

const REMEMBERED_DOCUMENTS = 1_000;
const REMEMBERED_CHARACTERS = 2_000_000;

const NAMES: readonly [Exclude<keyof DocumentLimits, 'characters' | 'tokens'>, string][] = [
  ['depth', 'levels of fields'],
  ['fields', 'fields, including those in fragments'],
  ['aliases', 'aliases'],
  ['directives', 'directives'],
  ['actions', 'mutations, including aliases and fragments'],
];

/**
 * Creates the check of documents before validation. Validation compares fields with each other, so a hostile
 * document takes far longer to validate than to read. Clients send few documents many times, so a bounded number
 * of admitted documents is cached.
 */
export function createDocumentGate(limits: DocumentLimits = DOCUMENT_LIMITS): DocumentGate {
  const passed = new LRUCache<string, DocumentKind>({
    max: REMEMBERED_DOCUMENTS,
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (_, text) => text.length + 1,
  });
  return {
    admit(text) {
      const known = passed.get(text);
      if (known !== undefined) return known;
      if (text.length > limits.characters) throw tooComplex(`${limits.characters} characters`);
      if (countsMoreTokens(text, limits.tokens)) throw tooComplex(`${limits.tokens} tokens`);
      const document = parseOrNothing(text);
      if (document !== undefined && hasConditionalSubscription(document)) throw conditional();
      const kind = document === undefined ? NOTHING : checkSize(toDocumentSize(document), limits);
      passed.set(text, kind);
      return kind;
    },
  };
}

const NOTHING: DocumentKind = { actions: 0, subscriptions: 0 };

function checkSize(size: DocumentSize, limits: DocumentLimits): DocumentKind {
  for (const [name, what] of NAMES)
    if (size[name] > limits[name]) throw tooComplex(`${limits[name]} ${what}`);
  return { actions: size.actions, subscriptions: size.subscriptions };
}

function conditional(): DocumentRefused {
  return new DocumentRefused(
    'BAD_REQUEST',
    'The root field of a subscription must not depend on @skip or @include.',
  );
}

function tooComplex(limit: string): DocumentRefused {
  return new DocumentRefused('REQUEST_TOO_COMPLEX', `The document is too large: at most ${limit}.`);
}

/**
 * Counts tokens as graphql-js does. The parser of graphql-js has the same limit, but its error can be recognized
 * only by its text.
 */
function countsMoreTokens(text: string, limit: number): boolean {
  // Each token has at least one character.
  if (text.length <= limit) return false;
  const lexer = new Lexer(new Source(text));
  try {
    for (let count = 0; count <= limit; count += 1) if (lexer.advance().kind === TokenKind.EOF) return false;
    return true;
  } catch {
    return false;
  }
}

function parseOrNothing(text: string): DocumentNode | undefined {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return undefined;
  }
}
