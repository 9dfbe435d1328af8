import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** What may be read without a token: a router reads the schema before it has one. */
const PUBLIC_FIELDS: ReadonlySet<string> = new Set(['__typename', '__schema', '__type', '_service']);

/** Whether an operation selects a root field that needs a caller. Fragments are followed, each one once. */
export function needsCaller(operation: OperationDefinitionNode, document: DocumentNode): boolean {
  const seen = new Set<string>();
  const isPrivate = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return !PUBLIC_FIELDS.has(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return isPrivate(selection.selectionSet);
      const { value: name } = selection.name;
      if (seen.has(name)) return false;
      seen.add(name);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION && isPrivate(fragment.selectionSet);
    });
  return isPrivate(operation.selectionSet);
}
