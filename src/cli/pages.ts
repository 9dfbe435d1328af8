/** A page of a list, as the gateway returns it. */
export interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

/**
 * Yields the entries of a list, page by page.
 * @param read requests the page after a cursor; null means the first page
 */
export async function* readPages<T>(
  read: (after: string | null) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Page<T> = await read(after);
    yield* nodes;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}
