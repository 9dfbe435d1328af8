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

/** An upper bound of what one request may return and look up. Numbers beyond all bounds are Infinity. */
export interface RequestCost extends Cost, ActionCount {
  readonly operation: `${OperationTypeNode}`;
}

/**
 * What one request may cost. The values bound its CPU: the dearest request within takes some 150 of the 300 ms that one
 * may use. An introspection within the limits of a document takes less than 10 ms.
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
  ['actions', 'actions, each stream of resumeLiveStreams counted'],
  ['introspections', 'introspections'],
  ['entities', 'references'],
  ['entries', 'list entries, each list within a list counted for each entry around it'],
  ['values', 'values to read and answer, each list taken as full'],
];

/**
 * What an operation of a document may cost, from its text and its variables alone. It throws for no input, and looks
 * at a bounded number of selections: a document whose fragments come to more costs Infinity.
 *
 * @param document validated, or at least parsed; what validation would refuse counts for nothing
 * @param operationName the operation that is executed; an operation that is not there costs nothing
 * @param variables coerced, or as the client sent them: a size of a wrong type counts as the largest allowed
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

/** Costs that depend on no variable. Apollo keeps the documents that clients send often, and most actions are among them. */
const fixedCosts = new WeakMap<
  OperationDefinitionNode,
  { readonly schema: GraphQLSchema; readonly cost: RequestCost }
>();

/** @throws DocumentRefused REQUEST_TOO_COMPLEX, with a message that names the limit */
export function checkRequestCost(cost: RequestCost): void {
  for (const [name, what] of SAID)
    if (cost[name] > COST_LIMITS[name]) {
      const limit = COST_LIMITS[name].toLocaleString('en-US');
      throw new DocumentRefused('REQUEST_TOO_COMPLEX', `The request is too large: at most ${limit} ${what}.`);
    }
}

/**
 * What a request takes of `CALLER_READS_PER_SECOND`: a query one point, and any operation one more for every 50
 * entries. A mutation or a subscription is itself counted as an action; the lists below it are reads like any other.
 */
export function toReadPoints({ operation, entries }: RequestCost): number {
  return (operation === 'query' ? 1 : 0) + Math.floor(entries / ENTRIES_PER_READ_POINT);
}

/**
 * What a mutation takes of `CALLER_REQUESTS_PER_SECOND` beyond its root fields, which its document alone shows.
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
