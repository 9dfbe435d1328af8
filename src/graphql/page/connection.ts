/** The position of a page in its list. */
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

/** A page of a list in the shape of Relay, with `nodes` in addition to `edges`. */
export interface Connection<N> {
  readonly edges: readonly Edge<N>[];
  readonly nodes: readonly N[];
  readonly pageInfo: PagePosition;
  readonly totalCount: Total;
}

/**
 * The total, null if it is not known, or a function that counts it. The function is called only if a request
 * selects the total.
 */
export type Total = number | null | (() => Promise<number | null>);

export interface ConnectionPage<T> {
  readonly items: readonly T[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly total: Total;
  /** The cursor after which the next page begins, if this is not the cursor of the last item. */
  readonly endCursor?: string | undefined;
}

/**
 * Converts a page of items.
 * @param toEdge converts one item. An item whose node is undefined is left out, but still counts for the
 *   position of the page
 */
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
