import {
  type ArgumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isLeafType,
  isNonNullType,
  Kind,
  typeFromAST,
  valueFromAST,
  type VariableDefinitionNode,
} from 'graphql';

/** A value that does not fit its type; graphql-js says what is wrong with it. */
export const UNFIT: unique symbol = Symbol('unfit');

export type Values = Readonly<Record<string, unknown>>;
type Coerce = (value: unknown) => unknown;

/**
 * Reads the variables of an operation as graphql-js coerces them.
 * @returns UNFIT where one does not fit; undefined instead of a reader where only graphql-js can read them
 */
export function toVariableReader(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): ((given: Values) => Values | typeof UNFIT) | undefined {
  const variables = definitions.map(({ variable, type: node, defaultValue }) => {
    const type = typeFromAST(schema, node);
    if (!isInputType(type)) return undefined;
    const coerce = toCoercion(type);
    const preset = defaultValue && valueFromAST(defaultValue, type);
    return coerce && { name: variable.name.value, coerce, preset, needed: isNonNullType(type) };
  });
  if (!variables.every((variable) => variable !== undefined)) return undefined;
  return (given) => {
    const values: Record<string, unknown> = {};
    for (const { name, coerce, preset, needed } of variables) {
      if (Object.hasOwn(given, name)) {
        const value = coerce(given[name]);
        if (value === UNFIT) return UNFIT;
        values[name] = value;
      } else if (preset !== undefined) values[name] = preset;
      else if (needed) return UNFIT;
    }
    return values;
  };
}

/** Reads a field's arguments where each that is given is a variable. */
export function toArgumentReader(
  defined: readonly GraphQLArgument[],
  given: readonly ArgumentNode[],
): ((variables: Values) => Values | typeof UNFIT) | undefined {
  const nodes = new Map(given.map(({ name, value }) => [name.value, value]));
  if (Array.from(nodes.values()).some(({ kind }) => kind !== Kind.VARIABLE)) return undefined;
  const sources = defined.map(({ name, type, defaultValue }) => {
    const node = nodes.get(name);
    const variable = node?.kind === Kind.VARIABLE ? node.name.value : undefined;
    return { name, variable, preset: defaultValue, needed: isNonNullType(type) };
  });
  return (variables) => {
    const values: Record<string, unknown> = {};
    for (const { name, variable, preset, needed } of sources) {
      if (variable !== undefined && Object.hasOwn(variables, variable)) {
        const value = variables[variable];
        if (needed && value === null) return UNFIT;
        values[name] = value;
      } else if (preset !== undefined) values[name] = preset;
      else if (needed) return UNFIT;
    }
    return values;
  };
}

/** Undefined for lists, for types that hold themselves and for `@oneOf`: graphql-js coerces those. */
function toCoercion(type: GraphQLInputType, within: readonly GraphQLInputType[] = []): Coerce | undefined {
  if (isNonNullType(type)) {
    const coerce = toCoercion(type.ofType, within);
    return coerce && ((value) => (value === null || value === undefined ? UNFIT : coerce(value)));
  }
  if (isLeafType(type))
    return (value) => (value === null || value === undefined ? null : parseLeaf(type, value));
  if (!isInputObjectType(type) || type.isOneOf || within.includes(type)) return undefined;
  const fields = Object.values(type.getFields()).map((field) => {
    const coerce = toCoercion(field.type, [...within, type]);
    return (
      coerce && { name: field.name, coerce, preset: field.defaultValue, needed: isNonNullType(field.type) }
    );
  });
  if (!fields.every((field) => field !== undefined)) return undefined;
  return (value) => (value === null || value === undefined ? null : coerceObject(fields, value));
}

interface InputField {
  readonly name: string;
  readonly coerce: Coerce;
  readonly preset: unknown;
  readonly needed: boolean;
}

function coerceObject(fields: readonly InputField[], value: unknown): unknown {
  if (typeof value !== 'object' || Array.isArray(value)) return UNFIT;
  const given = value as Values;
  const coerced: Record<string, unknown> = {};
  let known = 0;
  for (const { name, coerce, preset, needed } of fields) {
    if (Object.hasOwn(given, name)) {
      const field = coerce(given[name]);
      if (field === UNFIT) return UNFIT;
      coerced[name] = field;
      known += 1;
    } else if (preset !== undefined) coerced[name] = preset;
    else if (needed) return UNFIT;
  }
  return known === Object.keys(given).length ? coerced : UNFIT;
}

function parseLeaf(type: GraphQLLeafType, value: unknown): unknown {
  try {
    const parsed: unknown = type.parseValue(value);
    return parsed === undefined ? UNFIT : parsed;
  } catch {
    return UNFIT;
  }
}
