import { type ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, Kind, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type GraphqlContext } from './context.js';
import { type Plan, toPlan } from './plan/plan.js';

const REMEMBERED_DOCUMENTS = 1_000;
const REMEMBERED_CHARACTERS = 2_000_000;
const REMEMBERED_ACCEPTS = 100;

export interface KnownDocument {
  readonly document: DocumentNode;
  readonly plan: Plan | undefined;
}

/**
 * What Apollo has said yes to before: documents that it has parsed and found valid, and what it answers which Accept
 * header with. Clients send few of both many times, so that most requests need nobody to be asked again.
 */
export class KnownDocuments {
  readonly #documents = new LRUCache<string, KnownDocument>({
    max: REMEMBERED_DOCUMENTS,
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (_, text) => text.length + 1,
  });
  readonly #mediaTypes = new LRUCache<string, string>({ max: REMEMBERED_ACCEPTS });

  find(text: string): KnownDocument | undefined {
    return this.#documents.get(text);
  }

  mediaTypeFor(accept: string): string | undefined {
    return this.#mediaTypes.get(accept);
  }

  learnMediaType(accept: string, mediaType: string): void {
    this.#mediaTypes.set(accept, mediaType);
  }

  /** Tells of every document that Apollo is about to execute. */
  readonly plugin: ApolloServerPlugin<GraphqlContext> = {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ source, document, schema }) => {
          if (!document.definitions.some(isSubscription))
            this.#documents.set(source, { document, plan: toPlan(schema, document) });
          return Promise.resolve();
        },
      }),
  };
}

function isSubscription(definition: DocumentNode['definitions'][number]): boolean {
  return (
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION
  );
}
