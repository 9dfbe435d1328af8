import { type OperationVariables } from '@apollo/client';
import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type Api } from './api.js';

/** The pause before a new subscription, if one ends while the connection stays open. */
const AGAIN_MS = 3_000;

/** Starts a subscription, and starts it again whenever it ends. Returns a function that ends it. */
export function watchAgain<Data, Variables extends OperationVariables>(
  api: Api,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  onData: (data: Data) => void,
): () => void {
  let timer: number | undefined;
  let isEnded = false;
  let stop: () => void = () => undefined;
  const start = (): void => {
    stop = api.watch(document, variables, onData, () => {
      stop();
      window.clearTimeout(timer);
      if (!isEnded) timer = window.setTimeout(start, AGAIN_MS);
    });
  };
  start();
  return () => {
    isEnded = true;
    window.clearTimeout(timer);
    stop();
  };
}
