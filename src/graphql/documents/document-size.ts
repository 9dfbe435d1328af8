import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type DocumentLimits } from './limits.js';

export interface DocumentSize extends Omit<DocumentLimits, 'characters' | 'tokens'> {
  readonly subscriptions: number;
}

/** The size of a selection. A number that overflows becomes Infinity, which is above any limit. */
interface SelectionSize {
  readonly depth: number;
  readonly fields: number;
  /** Fields at the top level, with those of fragments and without introspection. */
  readonly top: number;
}

const NOTHING: SelectionSize = { depth: 0, fields: 0, top: 0 };

/**
 * Measures a document that is parsed but not validated. Each fragment is measured once, however often it is
 * spread. So the time grows only with the length of the text, also with nested fragments.
 */
export function toDocumentSize(document: DocumentNode): DocumentSize {
  const fragments = new FragmentSizes(document);
  let depth = 0;
  let fields = 0;
  let actions = 0;
  let subscriptions = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = fragments.sizeOf(definition.selectionSet);
    depth = Math.max(depth, size.depth);
    fields += size.fields;
    if (definition.operation === OperationTypeNode.MUTATION) actions += size.top;
    if (definition.operation === OperationTypeNode.SUBSCRIPTION) subscriptions += 1;
  }
  const { written, ...marks } = countMarks(document);
  // Validation also checks fragments that no operation uses.
  return { depth, fields: Math.max(fields, written), actions, subscriptions, ...marks };
}

class FragmentSizes {
  readonly #definitions = new Map<string, FragmentDefinitionNode>();
  readonly #sizes = new Map<string, SelectionSize>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#definitions.set(definition.name.value, definition);
  }

  sizeOf({ selections }: SelectionSetNode): SelectionSize {
    let { depth, fields, top } = NOTHING;
    for (const selection of selections) {
      const size = this.#sizeOfOne(selection);
      depth = Math.max(depth, size.depth);
      fields += size.fields;
      top += size.top;
    }
    return { depth, fields, top };
  }

  #sizeOfOne(selection: SelectionNode): SelectionSize {
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.sizeOf(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#sizeOfFragment(selection.name.value);
    const within = selection.selectionSet === undefined ? NOTHING : this.sizeOf(selection.selectionSet);
    const top = selection.name.value.startsWith('__') ? 0 : 1;
    return { depth: within.depth + 1, fields: within.fields + 1, top };
  }

  #sizeOfFragment(name: string): SelectionSize {
    const known = this.#sizes.get(name);
    if (known !== undefined) return known;
    const definition = this.#definitions.get(name);
    if (definition === undefined) return NOTHING;
    // A fragment that spreads itself counts as empty within itself. Validation refuses it later.
    this.#sizes.set(name, NOTHING);
    const size = this.sizeOf(definition.selectionSet);
    this.#sizes.set(name, size);
    return size;
  }
}

function countMarks(document: DocumentNode): { written: number; aliases: number; directives: number } {
  let written = 0;
  let aliases = 0;
  let directives = 0;
  visit(document, {
    Field: ({ alias }) => {
      written += 1;
      if (alias !== undefined) aliases += 1;
    },
    Directive: () => {
      directives += 1;
    },
  });
  return { written, aliases, directives };
}
