import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type Source,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { toFragments } from './documents/selected-fields.js';

/** What the variables of a document are used for. It contains no nodes, which would keep a second document alive. */
interface VariableUses {
  /** The path of the first argument that uses a variable, by the position of the definition of the variable. */
  readonly paths: ReadonlyMap<number, string>;
  /**
   * The variables of any operation that can be null although their position requires a value: those with a nullable
   * type and a default.
   */
  readonly nullable: ReadonlySet<string>;
}

/** Kept with the source, because one request can have many errors, and Apollo reuses documents. */
const known = new WeakMap<Source, VariableUses>();

/**
 * Returns the path of the first argument that gets its value from a variable, such as `input` or `input.streamName`.
 * Returns undefined if the variable is used only in directives, or not at all.
 */
export function argumentPathOf({ loc }: VariableDefinitionNode): string | undefined {
  return loc && usesIn(loc.source).paths.get(loc.start);
}

/**
 * Returns the paths inside the literal of an argument at which a variable can be null although a value is required.
 * @param path the path of the argument
 */
export function nullablePathsIn(value: ValueNode, path: string): string[] {
  if (value.loc === undefined) return [];
  const { nullable } = usesIn(value.loc.source);
  const paths: string[] = [];
  eachVariable(value, path, (name, at) => {
    if (nullable.has(name)) paths.push(at);
  });
  return paths;
}

/** The errors of graphql-js contain only nodes without their document, so the document is parsed again. */
function usesIn(source: Source): VariableUses {
  const earlier = known.get(source);
  if (earlier !== undefined) return earlier;
  const uses = toVariableUses(parse(source));
  known.set(source, uses);
  return uses;
}

function toVariableUses(document: DocumentNode): VariableUses {
  const fragments = toFragments(document);
  const paths = new Map<number, string>();
  const nullable = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const first = firstUses(definition, fragments);
    for (const { variable, type, defaultValue, loc } of definition.variableDefinitions ?? []) {
      const path = first.get(variable.name.value);
      if (loc !== undefined && path !== undefined) paths.set(loc.start, path);
      if (type.kind !== Kind.NON_NULL_TYPE && defaultValue !== undefined) nullable.add(variable.name.value);
    }
  }
  return { paths, nullable };
}

/** Returns the path of the first argument for each variable of an operation. Each fragment is visited once. */
function firstUses(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const seen = new Set<string>();
  const visit = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        if (seen.has(name)) continue;
        seen.add(name);
        visit(fragments.get(name)?.selectionSet);
        continue;
      }
      if (selection.kind === Kind.FIELD)
        for (const argument of selection.arguments ?? [])
          eachVariable(argument.value, argument.name.value, (name, path) => {
            if (!first.has(name)) first.set(name, path);
          });
      visit(selection.selectionSet);
    }
  };
  visit(operation.selectionSet);
  return first;
}

/** Calls `onVariable` for each variable in the value of an argument. */
function eachVariable(
  value: ValueNode,
  path: string,
  onVariable: (name: string, path: string) => void,
): void {
  if (value.kind === Kind.VARIABLE) onVariable(value.name.value, path);
  if (value.kind === Kind.LIST)
    value.values.forEach((member, index) => {
      eachVariable(member, `${path}[${index}]`, onVariable);
    });
  if (value.kind === Kind.OBJECT)
    for (const field of value.fields) eachVariable(field.value, `${path}.${field.name.value}`, onVariable);
}
