/** Where a page stands in its list. */
export interface PagePosition {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** A page of a list in Relay's shape. */
export interface Connection<N> {
  readonly edges: readonly { readonly cursor: string; readonly node: N }[];
  readonly pageInfo: PagePosition;
  readonly totalCount: Total;
}

/** The total, or a function that counts it: called only for requests that select it. */
export type Total = number | (() => Promise<number | null>);

export interface ConnectionPage<T> {
  readonly items: readonly T[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly total: Total;
}

export function toConnection<T, N>(
  { items, hasNext, hasPrevious, total }: ConnectionPage<T>,
  toEdge: (item: T) => { readonly cursor: string; readonly node: N },
): Connection<N> {
  const edges = items.map(toEdge);
  return {
    edges,
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: hasPrevious,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: total,
  };
}
