import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { toGatewayError, withRetry } from 'apsara-live-gateway-client';
import { type DocumentNode, OperationTypeNode } from 'graphql';
import { firstValueFrom } from 'rxjs';
import { type Session } from '../auth/session.js';
import { type ConsoleSettings } from '../settings.js';
import { type Connection } from './connection.js';

/**
 * A cache that does not change documents, so that each document keeps its hash. The pages store
 * their lists themselves.
 */
class PlainCache extends InMemoryCache {
  override transformDocument(document: DocumentNode): DocumentNode {
    return document;
  }
}

export function createApollo(
  settings: ConsoleSettings,
  session: Session,
  connection: Connection,
): ApolloClient {
  const http = ApolloLink.from([
    createRetryLink(),
    createRenewalLink(session),
    createTokenLink(session),
    new HttpLink({ uri: '/graphql' }),
  ]);
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    createSocketLink(connection, settings.usesHashes),
    settings.usesHashes ? ApolloLink.from([createHashLink(), http]) : http,
  );
  return new ApolloClient({ link, cache: new PlainCache() });
}

/** Retries requests that had no effect, after the `retryAfterMs` of the error, for at most 8 s. */
function createRetryLink(): ApolloLink {
  return new ApolloLink(
    (operation, forward) =>
      new Observable((observer) => {
        const stop = new AbortController();
        const options = { document: operation.query, signal: stop.signal, maxElapsedMs: 8_000 };
        withRetry(() => firstValueFrom(forward(operation)), options).then(
          (result) => {
            observer.next(result);
            observer.complete();
          },
          (thrown: unknown) => {
            observer.error(thrown);
          },
        );
        return () => {
          stop.abort();
        };
      }),
  );
}

/**
 * Renews a token that the gateway refuses, and repeats the request once. This is safe, because
 * UNAUTHENTICATED means that nothing was done.
 */
function createRenewalLink(session: Session): ApolloLink {
  return new ApolloLink(
    (operation, forward) =>
      new Observable((observer) => {
        const send = () => firstValueFrom(forward(operation));
        const isRefused = (errors: Parameters<typeof toGatewayError>[0]) =>
          toGatewayError(errors)?.code === 'UNAUTHENTICATED';
        send()
          .then(
            async (result) => {
              if (!isRefused(result.errors ?? [])) return result;
              await session.renew();
              return send();
            },
            async (thrown: unknown) => {
              if (!CombinedGraphQLErrors.is(thrown) || !isRefused(thrown.errors)) throw thrown;
              await session.renew();
              return send();
            },
          )
          .then(
            (result) => {
              observer.next(result);
              observer.complete();
            },
            (thrown: unknown) => {
              observer.error(thrown);
            },
          );
      }),
  );
}

function createTokenLink(session: Session): ApolloLink {
  return new SetContextLink(async ({ headers }) => {
    const token = await session.token();
    if (token === undefined) return {};
    return { headers: { ...(headers as object), authorization: `Bearer ${token}` } };
  });
}

interface HashedDocument extends DocumentNode {
  readonly __meta__?: { readonly hash?: string };
}

/** Returns `extensions` with the hash that the code generator computed for the document. */
function toHash(document: HashedDocument): Record<string, unknown> {
  const sha256Hash = document.__meta__?.hash?.replace(/^sha256:/, '');
  return { persistedQuery: { version: 1, sha256Hash } };
}

function createHashLink(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    operation.extensions = { ...operation.extensions, ...toHash(operation.query) };
    operation.setContext({ http: { includeQuery: false, includeExtensions: true } });
    return forward(operation);
  });
}

function createSocketLink({ client }: Connection, usesHashes: boolean): ApolloLink {
  if (!usesHashes) return new GraphQLWsLink(client);
  return new ApolloLink(
    ({ query, operationName, variables }) =>
      new Observable((observer) =>
        client.subscribe(
          { query: '', operationName, variables, extensions: toHash(query) },
          {
            next: (result) => {
              observer.next(result as ApolloLink.Result);
            },
            error: (thrown) => {
              observer.error(thrown);
            },
            complete: () => {
              observer.complete();
            },
          },
        ),
      ),
  );
}
