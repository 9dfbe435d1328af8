import { useCallback, useEffect, useRef, useState } from 'react';
import { useLosses } from '../api/api.js';
import { type Failure } from '../api/failure.js';

/** One page of a list. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  /** Undefined at the end of the list. */
  readonly next: string | undefined;
}

interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount?: number | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** Converts a Relay connection to a page. Returns the failure if there is no connection. */
export function toListPage<Node, Row = Node>(
  connection: Connection<Node> | null | undefined,
  failure: Failure | undefined,
  toRow: (node: Node) => Row,
): Awaited<ReturnType<ReadPage<Row>>> {
  if (!connection) return { page: undefined, failure: failure ?? { kind: 'network' } };
  const { nodes, totalCount, pageInfo } = connection;
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
  return { page: { rows: nodes.map(toRow), total: totalCount ?? undefined, next }, failure };
}

/** All rows of a list, or why there are none. */
export type AllRows<Row> =
  | { readonly rows: readonly Row[]; readonly failure: undefined }
  | { readonly rows: undefined; readonly failure: Failure };

/**
 * Reads all rows of a list, or the first `most` rows. Returns no rows if any page or a part of it cannot be read:
 * a list with gaps looks like a complete list.
 */
export async function readAll<Row>(read: ReadPage<Row>, most = Infinity): Promise<AllRows<Row>> {
  const all: Row[] = [];
  let after: string | null = null;
  while (all.length < most) {
    const { page, failure }: Awaited<ReturnType<ReadPage<Row>>> = await read(after);
    if (page === undefined || failure !== undefined)
      return { rows: undefined, failure: failure ?? { kind: 'network' } };
    all.push(...page.rows);
    if (page.next === undefined) break;
    after = page.next;
  }
  return { rows: all.slice(0, most), failure: undefined };
}

export type ReadPage<Row> = (
  after: string | null,
) => Promise<{ readonly page: ListPage<Row> | undefined; readonly failure: Failure | undefined }>;

export interface PagedList<Row> {
  /** Undefined until the first page has been read. */
  readonly rows: readonly Row[] | undefined;
  readonly total: number | undefined;
  readonly failure: Failure | undefined;
  readonly hasMore: boolean;
  /** Reads the next page if there is one. */
  readonly loadMore: () => void;
  /** Reads the loaded pages again. */
  readonly reload: () => void;
  /** Changes the shown rows until the next read. */
  readonly change: (update: (rows: readonly Row[]) => readonly Row[]) => void;
}

interface State<Row> {
  readonly rows: readonly Row[] | undefined;
  readonly total: number | undefined;
  readonly next: string | undefined;
  readonly failure: Failure | undefined;
}

const EMPTY = { rows: undefined, total: undefined, next: undefined, failure: undefined } as const;
/** A reload reads at most this many pages again, from the beginning of the list. */
const MOST_PAGES_AGAIN = 5;
/** The poll interval: changes outside the gateway, as in Alibaba's console, cause no event. */
export const AGAIN_MS = 10_000;

/**
 * Reads a list page by page while the user scrolls.
 *
 * @param key identifies the list; another key starts another list
 * @param onRead called with the rows of each read, and with the time of the request
 */
export function usePagedList<Row>(
  key: string,
  read: ReadPage<Row>,
  onRead: (rows: readonly Row[], requestedAtMs: number) => void = () => undefined,
): PagedList<Row> {
  const [state, setState] = useState<State<Row>>(EMPTY);
  const losses = useLosses();
  const reader = useRef(read);
  reader.current = read;
  const listener = useRef(onRead);
  listener.current = onRead;
  /** Increases with each key and reload. The result of an earlier read is dropped. */
  const turn = useRef(0);
  const isLoading = useRef(false);
  const pages = useRef(1);

  const readPages = useCallback(async (count: number) => {
    turn.current += 1;
    const current = turn.current;
    const requestedAtMs = Date.now();
    isLoading.current = true;
    const rows: Row[] = [];
    let after: string | null = null;
    let last: ListPage<Row> | undefined;
    let failure: Failure | undefined;
    for (let page = 0; page < count; page += 1) {
      const answer = await reader.current(after);
      if (turn.current !== current) return;
      failure ??= answer.failure;
      if (answer.page === undefined) break;
      last = answer.page;
      rows.push(...last.rows);
      if (last.next === undefined) break;
      after = last.next;
    }
    isLoading.current = false;
    const first = last;
    listener.current(rows, requestedAtMs);
    setState((before) =>
      first === undefined ? { ...before, failure } : { rows, total: first.total, next: first.next, failure },
    );
  }, []);

  useEffect(() => {
    pages.current = 1;
    setState(EMPTY);
    void readPages(1);
  }, [key, readPages]);
  useEffect(() => {
    if (losses > 0) void readPages(Math.min(pages.current, MOST_PAGES_AGAIN));
  }, [losses, readPages]);

  useEffect(() => {
    const timer = setInterval(() => {
      const isIdle = !isLoading.current && document.visibilityState === 'visible';
      if (isIdle && pages.current <= MOST_PAGES_AGAIN) void readPages(pages.current);
    }, AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [readPages]);

  const { next, rows, total, failure } = state;
  const loadMore = useCallback(() => {
    if (next === undefined || isLoading.current) return;
    isLoading.current = true;
    const current = turn.current;
    const requestedAtMs = Date.now();
    void reader.current(next).then((answer) => {
      if (turn.current !== current) return;
      isLoading.current = false;
      const { page } = answer;
      if (page === undefined) {
        setState((before) => ({ ...before, failure: answer.failure }));
        return;
      }
      pages.current += 1;
      listener.current(page.rows, requestedAtMs);
      setState((before) => ({
        rows: [...(before.rows ?? []), ...page.rows],
        total: page.total,
        next: page.next,
        failure: answer.failure,
      }));
    });
  }, [next]);

  return {
    rows,
    total,
    failure,
    hasMore: next !== undefined,
    loadMore,
    reload: useCallback(() => {
      void readPages(Math.min(pages.current, MOST_PAGES_AGAIN));
    }, [readPages]),
    change: useCallback((update) => {
      setState((before) => {
        if (before.rows === undefined) return before;
        const changed = update(before.rows);
        const difference = changed.length - before.rows.length;
        return {
          ...before,
          rows: changed,
          total: before.total === undefined ? undefined : before.total + difference,
        };
      });
    }, []),
  };
}
