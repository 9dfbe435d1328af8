import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { type ActionCount, countActions, MAX_ACTIONS } from './action-count.js';
import { type VariableValues, toValue } from './argument-values.js';
import { DocumentRefused } from './document-refused.js';
import { type Cost, CostMeter, MAX_STEPS } from './field-cost.js';
import { toFragments } from './selected-fields.js';

/** An upper bound of the data that one request may return and read. A number that overflows is Infinity. */
export interface RequestCost extends Cost, ActionCount {
  readonly operation: `${OperationTypeNode}`;
}

/**
 * The cost limits of one request. The values limit its CPU time: the most expensive request within the limits
 * takes about 150 ms, and 300 ms are allowed. An introspection within the document limits takes less than 10 ms.
 */
export const COST_LIMITS: Cost & Pick<ActionCount, 'actions'> = {
  entries: 10_000,
  entities: 1_000,
  values: 120_000,
  introspections: 2,
  actions: MAX_ACTIONS,
};

const ENTRIES_PER_READ_POINT = 50;
const NOTHING = { entries: 0, entities: 0, values: 0, introspections: 0, mutations: 0, actions: 0 };

const NO_ACTIONS: ActionCount = { mutations: 0, actions: 0 };

const SAID: readonly [name: keyof typeof COST_LIMITS, what: string][] = [
  ['actions', 'actions, where each stream of resumeLiveStreams counts'],
  ['introspections', 'introspections'],
  ['entities', 'references'],
  ['entries', 'list entries, where a nested list counts for each entry of the outer list'],
  ['values', 'values to read and return, if every list is full'],
];

/**
 * Returns the cost of an operation from its text and its variables alone. It never throws, and visits a limited
 * number of selections. A document with more selections costs Infinity.
 *
 * @param document validated, or at least parsed; parts that validation would refuse cost nothing
 * @param operationName the operation to execute; a missing operation costs nothing
 * @param variables coerced, or as the client sent them; a size of a wrong type counts as the largest allowed
 *   size
 */
export function toRequestCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: VariableValues | null | undefined,
): RequestCost {
  const operation = operationOf(document, operationName);
  if (operation === undefined) return { ...NOTHING, operation: 'query' };
  const fixed = fixedCosts.get(operation);
  if (fixed?.schema === schema) return fixed.cost;
  const type = schema.getRootType(operation.operation);
  if (!type) return { ...NOTHING, operation: operation.operation };
  const use = { isFixed: true };
  const values = new Proxy(withDefaults(operation, variables ?? {}), {
    getOwnPropertyDescriptor(target, name) {
      use.isFixed = false;
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
  const fragments = toFragments(document);
  const meter = new CostMeter({ schema, fragments, variables: values });
  const { selectionSet } = operation;
  const count =
    operation.operation === OperationTypeNode.MUTATION
      ? countActions({ schema, fragments, variables: values, steps: MAX_STEPS }, type, selectionSet)
      : NO_ACTIONS;
  const cost = { ...meter.costOf(type, [selectionSet]), ...count, operation: operation.operation };
  if (use.isFixed) fixedCosts.set(operation, { schema, cost });
  return cost;
}

/**
 * The costs that depend on no variable, by document. Apollo caches the documents that clients send often,
 * including most actions.
 */
const fixedCosts = new WeakMap<
  OperationDefinitionNode,
  { readonly schema: GraphQLSchema; readonly cost: RequestCost }
>();

/**
 * Checks the cost of a request.
 * @throws DocumentRefused REQUEST_TOO_COMPLEX, with a message that names the limit
 */
export function checkRequestCost(cost: RequestCost): void {
  for (const [name, what] of SAID)
    if (cost[name] > COST_LIMITS[name]) {
      const limit = COST_LIMITS[name].toLocaleString('en-US');
      throw new DocumentRefused('REQUEST_TOO_COMPLEX', `The request is too large: at most ${limit} ${what}.`);
    }
}

/**
 * Returns how many points a request takes from `CALLER_READS_PER_SECOND`. A query takes one point, and any
 * operation takes one more for every 50 entries. A mutation or subscription counts as an action, but its lists
 * count as reads.
 */
export function toReadPoints({ operation, entries }: RequestCost): number {
  return (operation === 'query' ? 1 : 0) + Math.floor(entries / ENTRIES_PER_READ_POINT);
}

/**
 * Returns how many points a mutation takes from `CALLER_REQUESTS_PER_SECOND` in addition to its root fields,
 * which were counted from the document.
 */
export function toFurtherActions({ actions, mutations }: RequestCost): number {
  return actions - mutations;
}

function operationOf(
  { definitions }: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (name) return operations.find((operation) => operation.name?.value === name);
  return operations.length === 1 ? operations[0] : undefined;
}

function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: VariableValues,
): VariableValues {
  const values = new Map<string, unknown>();
  for (const { variable, defaultValue } of variableDefinitions) {
    const name = variable.name.value;
    if (Object.hasOwn(given, name) && given[name] !== undefined) values.set(name, given[name]);
    else if (defaultValue !== undefined) values.set(name, toValue(defaultValue, {}));
  }
  return Object.fromEntries(values);
}
