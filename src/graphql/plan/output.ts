import {
  type FieldNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  locatedError,
  type SelectionSetNode,
} from 'graphql';

/** What a response is put together from. */
export type Data = Record<string, unknown>;

/** Makes a value what the response says of it. Throws where it may not be null; else adds what went wrong. */
export type Complete = (value: unknown, errors: GraphQLError[]) => unknown;

type Path = readonly (string | number)[];

/** Where a field stands, for its errors. */
interface Place {
  readonly parent: GraphQLObjectType;
  readonly node: FieldNode;
  readonly path: Path;
}

/**
 * How the value of a field is completed where all below it are properties of what its resolver gives, no lists, no
 * fragments. Undefined for anything else.
 */
export function toCompletion(type: GraphQLOutputType, place: Place): Complete | undefined {
  const { parent, node, path } = place;
  if (isNonNullType(type)) {
    const complete = toCompletion(type.ofType, place);
    const fault = `Cannot return null for non-nullable field ${parent.name}.${node.name.value}.`;
    return (
      complete &&
      ((value, errors) => {
        const completed = complete(value, errors);
        if (completed === null) throw new Error(fault);
        return completed;
      })
    );
  }
  if (isLeafType(type))
    return (value) => {
      if (value instanceof Error) throw value;
      if (value === null || value === undefined) return null;
      const leaf: unknown = type.serialize(value);
      if (leaf === null || leaf === undefined) throw new Error(`${type.name} has made nothing of a value.`);
      return leaf;
    };
  if (!isObjectType(type) || type.isTypeOf || node.selectionSet === undefined) return undefined;
  const properties = toProperties(type, node.selectionSet, path);
  return properties && ((value, errors) => completeObject(properties, value, errors));
}

interface Property {
  readonly key: string;
  readonly name: string;
  readonly node: FieldNode;
  readonly path: Path;
  readonly isNullable: boolean;
  /** Undefined for `__typename`. */
  readonly complete: Complete | undefined;
  readonly typename: string;
}

function toProperties(
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
  path: Path,
): readonly Property[] | undefined {
  const properties = selections.map((node) => toProperty(type, node, path));
  if (!properties.every((property) => property !== undefined)) return undefined;
  // Fields of one key would have to be merged.
  return new Set(properties.map(({ key }) => key)).size === properties.length ? properties : undefined;
}

function toProperty(
  type: GraphQLObjectType,
  node: SelectionSetNode['selections'][number],
  above: Path,
): Property | undefined {
  const key = toPlainKey(node);
  if (node.kind !== Kind.FIELD || key === undefined) return undefined;
  const path = [...above, key];
  const name = node.name.value;
  const common = { key, name, node, path, typename: type.name };
  if (name === '__typename') return { ...common, isNullable: false, complete: undefined };
  const field = type.getFields()[name];
  if (field === undefined || field.resolve !== undefined || field.args.length > 0) return undefined;
  const complete = toCompletion(field.type, { parent: type, node, path });
  return complete && { ...common, isNullable: !isNonNullType(field.type), complete };
}

/** The key of a field that is asked for unconditionally. */
export function toPlainKey(node: SelectionSetNode['selections'][number]): string | undefined {
  if (node.kind !== Kind.FIELD || (node.directives?.length ?? 0) > 0) return undefined;
  const key = (node.alias ?? node.name).value;
  return key === '__proto__' ? undefined : key;
}

function completeObject(properties: readonly Property[], value: unknown, errors: GraphQLError[]): unknown {
  if (value instanceof Error) throw value;
  if (value === null || value === undefined) return null;
  const source = value as Data;
  const data: Data = {};
  for (const { key, name, node, path, isNullable, complete, typename } of properties) {
    if (complete === undefined) data[key] = typename;
    else
      try {
        data[key] = complete(source[name], errors);
      } catch (thrown) {
        const error = locatedError(thrown, node, path);
        if (!isNullable) throw error;
        errors.push(error);
        data[key] = null;
      }
  }
  return data;
}
