/** Where a page stands in its list. */
export interface PagePosition {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface Edge<N> {
  readonly cursor: string;
  readonly node: N;
}

/** A page of a list in Relay's shape, also without its edges. */
export interface Connection<N> {
  readonly edges: readonly Edge<N>[];
  readonly nodes: readonly N[];
  readonly pageInfo: PagePosition;
  readonly totalCount: Total;
}

/** The total, null where it is not known, or a function that counts it: called only for requests that select it. */
export type Total = number | null | (() => Promise<number | null>);

export interface ConnectionPage<T> {
  readonly items: readonly T[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly total: Total;
  /** Where the next page begins behind something else than the last item. */
  readonly endCursor?: string | undefined;
}

/** @param toEdge an item whose node is undefined is left out, and still counts for the page's position */
export function toConnection<T, N>(
  { items, hasNext, hasPrevious, total, endCursor }: ConnectionPage<T>,
  toEdge: (item: T) => Edge<N | undefined>,
): Connection<N> {
  const all = items.map(toEdge);
  const edges = all.filter((edge): edge is Edge<N> => edge.node !== undefined);
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: hasPrevious,
      startCursor: all[0]?.cursor ?? null,
      endCursor: endCursor ?? all.at(-1)?.cursor ?? null,
    },
    totalCount: total,
  };
}
