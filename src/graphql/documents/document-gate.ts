import { type DocumentNode, Lexer, parse, Source, TokenKind } from 'graphql';
import { LRUCache } from 'lru-cache';
import { hasConditionalSubscription } from './conditional-subscription.js';
import { DocumentRefused } from './document-refused.js';
import { type DocumentSize, toDocumentSize } from './document-size.js';
import { DOCUMENT_LIMITS, type DocumentLimits } from './limits.js';

/** What a document requests, all of its operations together. */
export interface DocumentKind {
  /** Root fields of mutations. */
  readonly actions: number;
  /** Operations that are subscriptions. */
  readonly subscriptions: number;
}

export interface DocumentGate {
  /**
   * Lets a document pass that is within the limits. One that cannot be parsed passes too, as holding nothing: Apollo
   * parses it next and reports the fault.
   *
   * @throws DocumentRefused REQUEST_TOO_COMPLEX, or BAD_REQUEST for a subscription that validation cannot take
   */
  admit(text: string): DocumentKind;
}

const REMEMBERED_DOCUMENTS = 1_000;
const REMEMBERED_CHARACTERS = 2_000_000;

const NAMES: readonly [Exclude<keyof DocumentLimits, 'characters' | 'tokens'>, string][] = [
  ['depth', 'levels of fields'],
  ['fields', 'fields, fragments followed'],
  ['aliases', 'aliases'],
  ['directives', 'directives'],
  ['actions', 'mutations, aliases and fragments counted'],
];

/**
 * Stands before validation, which compares fields with one another and takes far longer over a hostile document than
 * reading it did. Clients send few documents many times, so what passed is remembered, within bounds.
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
    'The field of a subscription may not depend on @skip or @include.',
  );
}

function tooComplex(limit: string): DocumentRefused {
  return new DocumentRefused('REQUEST_TOO_COMPLEX', `The document is too large: at most ${limit}.`);
}

/** As graphql-js counts them, which ends a document at the same limit with no more than a text to know it by. */
function countsMoreTokens(text: string, limit: number): boolean {
  // No token is shorter than a character.
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
