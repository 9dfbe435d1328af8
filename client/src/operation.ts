/**
 * The part of a parsed GraphQL document that is read here, so that the documents of every GraphQL client are
 * compatible.
 */
export interface OperationDocument {
  readonly definitions: readonly Definition[];
}

interface Definition {
  readonly kind: string;
  readonly operation?: unknown;
  readonly selectionSet?: { readonly selections: readonly Selection[] };
}

interface Selection {
  readonly kind: string;
  readonly name?: { readonly value: string };
  readonly alias?: { readonly value: string } | undefined;
}

/** The properties of an operation that its document shows. */
export interface Operation {
  readonly isQuery: boolean;
  /** The keys of `data`, without `__typename`. Undefined if the document does not show all of them. */
  readonly rootKeys: readonly string[] | undefined;
}

/**
 * Returns the operation of a document. A missing document, or one with several operations, counts as a mutation
 * with unknown fields.
 */
export function toOperation(document: OperationDocument | undefined): Operation {
  const operations = document?.definitions.filter(({ kind }) => kind === 'OperationDefinition') ?? [];
  const [first, ...others] = operations;
  if (first === undefined || others.length > 0) return { isQuery: false, rootKeys: undefined };
  const selections = first.selectionSet?.selections ?? [];
  const fields = selections.filter(({ name }) => name?.value !== '__typename');
  // The fields of a fragment are in another part of the document.
  const isWhole = fields.length > 0 && fields.every(({ kind }) => kind === 'Field');
  const rootKeys = fields.map(({ alias, name }) => (alias ?? name)?.value ?? '');
  return { isQuery: first.operation === 'query', rootKeys: isWhole ? rootKeys : undefined };
}
