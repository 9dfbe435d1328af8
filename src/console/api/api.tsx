import { type ApolloClient, type OperationVariables } from '@apollo/client';
import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type Connection, type ConnectionStatus } from './connection.js';
import { type Failure, toFailure } from './failure.js';

/** The result of a request: data, a failure, or both if a part of the data could not be read. */
export interface Answer<Data> {
  readonly data: Data | undefined;
  readonly failure: Failure | undefined;
}

export interface Api {
  readonly connection: Connection;
  query<Data, Variables extends OperationVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>>;
  /** Sends a mutation once. Repeats it only after an error that excludes any effect. */
  mutate<Data, Variables extends OperationVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>>;
  /** Starts a subscription and returns a function that ends it. Survives a lost connection. */
  watch<Data, Variables extends OperationVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    onData: (data: Data) => void,
    onEnd?: (failure: Failure | undefined) => void,
  ): () => void;
}

const ALL = { fetchPolicy: 'no-cache', errorPolicy: 'all' } as const;

export function createApi(apollo: ApolloClient, connection: Connection): Api {
  return {
    connection,
    query: (query, variables) => settle(() => apollo.query({ query, variables, ...ALL } as never)),
    mutate: (mutation, variables) => settle(() => apollo.mutate({ mutation, variables, ...ALL } as never)),
    watch<Data, Variables extends OperationVariables>(
      query: TypedDocumentNode<Data, Variables>,
      variables: Variables,
      onData: (data: Data) => void,
      onEnd?: (failure: Failure | undefined) => void,
    ) {
      const options = { query, variables, ...ALL } as never;
      const following = apollo.subscribe<Data>(options).subscribe({
        next({ data, error }) {
          if (data) onData(data);
          if (error !== undefined) onEnd?.(toFailure(error));
        },
        error(thrown: unknown) {
          onEnd?.(toFailure(thrown));
        },
        complete() {
          onEnd?.(undefined);
        },
      });
      return () => {
        following.unsubscribe();
      };
    },
  };
}

async function settle<Data>(send: () => Promise<{ data?: unknown; error?: unknown }>): Promise<Answer<Data>> {
  try {
    const { data, error } = await send();
    return {
      data: (data ?? undefined) as Data | undefined,
      failure: error === undefined ? undefined : toFailure(error),
    };
  } catch (thrown) {
    return { data: undefined, failure: toFailure(thrown) };
  }
}

const ApiContext = createContext<Api | undefined>(undefined);

export function ApiProvider({
  api,
  children,
}: {
  readonly api: Api;
  readonly children: ReactNode;
}): ReactNode {
  return <ApiContext value={api}>{children}</ApiContext>;
}

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('a page needs the API');
  return api;
}

export interface Loaded<Data> {
  /** The data of the last read. It is kept during another read with the same variables. */
  readonly data: Data | undefined;
  readonly failure: Failure | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/**
 * Reads when the page opens, when the variables change, and after each reconnection.
 *
 * @param againMs also reads this long after each answer, while the page is visible
 */
export function useRead<Data, Variables extends OperationVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  againMs?: number,
): Loaded<Data> {
  const api = useApi();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<{ key: string; answer: Answer<Data> }>();
  const [turn, setTurn] = useState(0);
  const losses = useLosses();
  const latest = useRef(variables);
  latest.current = variables;
  useEffect(() => {
    let isCurrent = true;
    let timer: number | undefined;
    const readLater = (): void => {
      if (againMs === undefined) return;
      timer = window.setTimeout(() => {
        if (document.visibilityState === 'visible') read();
        else readLater();
      }, againMs);
    };
    const read = (): void => {
      void api.query(query, latest.current).then((answer) => {
        if (!isCurrent) return;
        setState({ key, answer });
        readLater();
      });
    };
    read();
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [api, query, key, turn, losses, againMs]);
  const answer = state?.key === key ? state.answer : undefined;
  return {
    data: answer?.data,
    failure: answer?.failure,
    isLoading: answer === undefined,
    reload: useMemo(
      () => () => {
        setTurn((before) => before + 1);
      },
      [],
    ),
  };
}

/** Returns the number of reconnections. */
export function useLosses(): number {
  const { connection } = useApi();
  return useSyncExternalStore(
    (onChange) => connection.subscribe(onChange),
    () => connection.losses,
  );
}

export function useConnectionStatus(): ConnectionStatus {
  const { connection } = useApi();
  return useSyncExternalStore(
    (onChange) => connection.subscribe(onChange),
    () => connection.status,
  );
}
