import { MAX_ACTIONS } from './action-count.js';

/**
 * The limits of the size of one document. They do not depend on variables, `@skip` or `@include`. Each limit is
 * well above the needs of the largest usual document, the introspection query of common tools: about 400 tokens,
 * 16 levels, 200 fields and no alias.
 */
export interface DocumentLimits {
  /** The length of the text in UTF-16 code units. It includes comments, which are not tokens but must be read. */
  readonly characters: number;
  /** Lexical tokens. Parsing stops at this number. */
  readonly tokens: number;
  /** Levels of nested fields, including those in fragments. */
  readonly depth: number;
  /** Fields. The fields of a fragment count each time the fragment is spread. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Root fields of mutations, all operations together. Each makes at least one upstream call. */
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
