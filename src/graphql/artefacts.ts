import { type GraphQLSchema, graphqlSync, printSchema } from 'graphql';
import { SINGLE_ACCOUNT } from '../stream/account.js';
import { createGatewaySchema, type GatewaySchema, type SchemaParts } from './schema.js';

const refuse = (): never => {
  throw new Error('this schema executes no operation');
};

/** The event parts of a schema that executes no operation. */
export const REFUSED_EVENTS = {
  events: {
    append: refuse,
    latestPosition: refuse,
    readAfter: refuse,
    listEvents: refuse,
    countEvents: refuse,
    findEvents: refuse,
    listCallbacks: refuse,
    lastCallbacks: refuse,
  },
  watchEvents: refuse,
  watchStatus: refuse,
  hasCallbacks: refuse,
};

/** Returns the SDL of the subgraph, as `_service { sdl }` returns it to a supergraph. */
export function toSubgraphSdl(subgraph: GraphQLSchema): string {
  const { data } = graphqlSync({ schema: subgraph, source: '{ _service { sdl } }' });
  const { sdl } = (data?.['_service'] ?? {}) as { readonly sdl?: string };
  return toFile(sdl ?? '');
}

/** Returns the SDL for people and clients, without the parts that federation adds. */
export function toApiSdl(api: GraphQLSchema): string {
  return toFile(printSchema(api));
}

/** Creates the schema without working parts. It can be printed and introspected, but executes no operation. */
export function createUnservedSchema(
  shape: Pick<SchemaParts, 'routerAuthentication'> = {},
): Promise<GatewaySchema> {
  const directory = {
    findDomains: refuse,
    listIngestDomains: refuse,
    readStatus: refuse,
    readOnline: refuse,
    isForbidden: refuse,
    listForbidden: refuse,
    listOnline: refuse,
    onAction: refuse,
  };
  const ledger = {
    intend: refuse,
    hasNewerForbid: refuse,
    conclude: refuse,
    listActions: refuse,
    findActions: refuse,
    searchActions: refuse,
    tallyActions: refuse,
    listActionDomains: refuse,
    countActions: refuse,
    readForbiddenUntil: refuse,
  };
  const bulkResumes = {
    start: refuse,
    retry: refuse,
    cancel: refuse,
    find: refuse,
    list: refuse,
    listItems: refuse,
    watch: refuse,
  };
  return createGatewaySchema({
    service: { resume: refuse, forbid: refuse },
    accounts: SINGLE_ACCOUNT,
    authorize: refuse,
    readCallBudgets: refuse,
    directory,
    ledger,
    bulkResumes,
    ...REFUSED_EVENTS,
    forbidMs: 0,
    ...shape,
  });
}

function toFile(text: string): string {
  return `${text.trim()}\n`;
}
