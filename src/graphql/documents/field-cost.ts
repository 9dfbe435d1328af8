import {
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { MAX_FIRST } from '../page/first.js';
import { argumentOf, type VariableValues } from './argument-values.js';
import { collectFields, type SelectionSource } from './selected-fields.js';

export interface Cost {
  /**
   * How many entries the lists of the answer may have. A nested list counts once for each entry of the outer
   * list.
   */
  readonly entries: number;
  /** The number of references in `_entities`. They also count as entries. */
  readonly entities: number;
  /**
   * The work to read and complete the answer, in values. A field counts as 1 value, a field with a resolver as
   * 10, a page as 30, and an entry as 10 in addition to its fields. The fields of each entry are counted.
   */
  readonly values: number;
  /** The number of fields `__schema`, `__type` and `_service.sdl`. The other numbers do not include their answers. */
  readonly introspections: number;
}

export interface CostMeterOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: VariableValues;
}

type Field = GraphQLField<unknown, unknown>;
type Sum = Pick<Cost, 'entries' | 'values'>;

/**
 * The largest number of selections to visit, which takes a few milliseconds. A document within its limits has
 * fewer.
 */
export const MAX_STEPS = 20_000;
/** The deepest level of fields to visit. A document within its limits has fewer levels. */
const MAX_DEPTH = 100;
/** The assumed length of a list without a size argument. No such list in the schema is longer. */
const SHORT_LIST = 25;
/** The work of a resolver, in values. In the most expensive documents, one value takes 0.6 to 1.5 µs of CPU. */
const VALUES_PER_RESOLVER = 10;
const VALUES_PER_PAGE = 30;
const VALUES_PER_ENTRY = 10;
/** The work of a text search in a list of about 10,000 names, in values. */
const VALUES_PER_SEARCH = 3_000;
const INTROSPECTIONS: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Adds up the cost of the selections of one operation. */
export class CostMeter {
  readonly #source: SelectionSource;
  #depth = 0;
  #entities = 0;
  #introspections = 0;

  constructor({ schema, fragments, variables }: CostMeterOptions) {
    this.#source = { schema, fragments, variables, steps: MAX_STEPS };
  }

  /**
   * Returns the cost. If there are too many selections to visit, all numbers except the introspections are
   * Infinity.
   */
  costOf(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[]): Cost {
    const { entries, values } = this.#sumOf(type, selectionSets, undefined);
    const introspections = this.#introspections;
    return this.#source.steps < 0
      ? { entries: Infinity, entities: Infinity, values: Infinity, introspections }
      : { entries, entities: this.#entities, values, introspections };
  }

  /**
   * Returns the cost of an object.
   * @param pageSize if the object is a connection: how many entries its lists may have
   */
  #sumOf(
    type: GraphQLObjectType,
    selectionSets: readonly SelectionSetNode[],
    pageSize: number | undefined,
  ): Sum {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#source.steps = -1;
    let entries = 0;
    let values = 0;
    for (const [node, ...others] of collectFields(this.#source, type, selectionSets).values()) {
      if (node === undefined) continue;
      const sum = this.#sumOfField(type, node, selectionSetsOf([node, ...others]), pageSize);
      entries += sum.entries;
      values += sum.values;
    }
    this.#depth -= 1;
    return { entries, values };
  }

  #sumOfField(
    type: GraphQLObjectType,
    node: FieldNode,
    selectionSets: readonly SelectionSetNode[],
    pageSize: number | undefined,
  ): Sum {
    const name = node.name.value;
    if (INTROSPECTIONS.has(name) || isSchemaText(type, name)) this.#introspections += 1;
    const field = type.getFields()[name];
    // An introspection field, or a field that validation refuses.
    if (field === undefined) return { entries: 0, values: 1 };
    if (name === '_entities') return this.#sumOfEntities(field, node, selectionSets);
    const first = this.#firstOf(field, node);
    const within = this.#sumWithin(field, selectionSets, first);
    const page = first === undefined ? valuesOf(field) : VALUES_PER_PAGE + first * VALUES_PER_ENTRY;
    const own = page + this.#searchOf(node);
    if (!isListType(getNullableType(field.type)))
      return { entries: (first ?? 0) + within.entries, values: own + within.values };
    const named = pageSize === undefined ? this.#longestListOf(field, node) : undefined;
    const length = pageSize ?? named ?? SHORT_LIST;
    return {
      entries: (named ?? 0) + length * within.entries,
      values: own + (named ?? 0) * VALUES_PER_ENTRY + length * (1 + within.values),
    };
  }

  /**
   * Returns the cost of `_entities`. Each reference counts with the type that it names. A reference without a
   * type becomes an error, and costs no fields.
   */
  #sumOfEntities(field: Field, node: FieldNode, selectionSets: readonly SelectionSetNode[]): Sum {
    const references = toList(argumentOf(node, 'representations', this.#source.variables));
    this.#entities += references.length;
    const counts = new Map<string, number>();
    for (const reference of references) {
      const name = typeNameOf(reference);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    let entries = references.length;
    let values = VALUES_PER_RESOLVER + references.length * VALUES_PER_ENTRY;
    const union = getNamedType(field.type);
    for (const type of isAbstractType(union) ? this.#source.schema.getPossibleTypes(union) : []) {
      const count = counts.get(type.name) ?? 0;
      if (count === 0) continue;
      const sum = this.#sumOf(type, selectionSets, undefined);
      entries += count * sum.entries;
      values += count * sum.values;
    }
    return { entries, values };
  }

  #sumWithin(field: Field, selectionSets: readonly SelectionSetNode[], pageSize: number | undefined): Sum {
    const type = getNamedType(field.type);
    if (isObjectType(type)) return this.#sumOf(type, selectionSets, pageSize);
    if (!isAbstractType(type)) return { entries: 0, values: 0 };
    const sums = this.#source.schema
      .getPossibleTypes(type)
      .map((possible) => this.#sumOf(possible, selectionSets, pageSize));
    return {
      entries: Math.max(0, ...sums.map(({ entries }) => entries)),
      values: Math.max(0, ...sums.map(({ values }) => values)),
    };
  }

  /** Returns the size of a page, or undefined if the field is not a page. */
  #firstOf(field: Field, node: FieldNode): number | undefined {
    const argument = field.args.find(({ name }) => name === 'first');
    if (argument === undefined) return undefined;
    const given = argumentOf(node, 'first', this.#source.variables);
    const first: unknown = given === undefined ? argument.defaultValue : given;
    return typeof first === 'number' && first <= MAX_FIRST ? Math.max(0, first) : MAX_FIRST;
  }

  #searchOf(node: FieldNode): number {
    return argumentOf(node, 'search', this.#source.variables) ? VALUES_PER_SEARCH : 0;
  }

  /**
   * Returns the length of the longest list in the arguments of a field, such as names to look up. Returns
   * undefined if it takes no list.
   */
  #longestListOf(field: Field, node: FieldNode): number | undefined {
    const lists = field.args.filter(({ type }) => isListType(getNullableType(type)));
    if (lists.length === 0) return undefined;
    const lengths = lists.map(({ name }) => toList(argumentOf(node, name, this.#source.variables)).length);
    return Math.max(...lengths);
  }
}

function valuesOf({ resolve = defaultFieldResolver }: Field): number {
  return resolve === defaultFieldResolver ? 1 : VALUES_PER_RESOLVER;
}

/** Checks for `_service { sdl }` of Apollo Federation. It needs no token, and its answer is as long as the schema. */
function isSchemaText({ name }: GraphQLObjectType, field: string): boolean {
  return field === 'sdl' && name === '_Service';
}

function selectionSetsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

/** Converts a value to a list. A single value in the position of a list becomes a list with one member. */
function toList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function typeNameOf(reference: unknown): string {
  if (typeof reference !== 'object' || reference === null || !('__typename' in reference)) return '';
  return typeof reference.__typename === 'string' ? reference.__typename : '';
}
