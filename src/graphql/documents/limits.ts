import { MAX_ACTIONS } from './action-count.js';

/**
 * How large one document may be. Static: a request's variables, `@skip` and `@include` do not make a document smaller.
 * Each stands well above what the largest honest document needs, the introspection query of the usual tools: some 400
 * tokens, 16 levels, 200 fields, no alias.
 */
export interface DocumentLimits {
  /** UTF-16 units of its text, comments included: those are no tokens and still have to be read. */
  readonly characters: number;
  /** Lexical tokens; parsing stops there. */
  readonly tokens: number;
  /** Levels of fields, fragments followed. */
  readonly depth: number;
  /** Fields, fragments followed wherever they are spread. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields at the root of mutations, of all operations together: each one is at least one call to the upstream. */
  readonly actions: number;
}

export const DOCUMENT_LIMITS: DocumentLimits = {
  characters: 100_000,
  tokens: 2_000,
  depth: 18,
  fields: 500,
  aliases: 30,
  directives: 50,
  actions: MAX_ACTIONS,
};
