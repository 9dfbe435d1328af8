import { StreamError } from '../errors.js';
import { type PageRequest, type UpstreamPage } from '../upstream.js';

/** The largest page that the lists allow (documentation). */
export const PAGE_SIZE = 3_000;

/** 300,000 entries, far more than the 10,000 of a forbid list. A larger `total` is invalid. */
const MAX_PAGES = 100;

export function toPageCount(total: number, pageSize = PAGE_SIZE): number {
  return Math.max(1, Math.ceil(total / pageSize));
}

/**
 * Reads a whole list: the first page, then all other pages in parallel. If the list changes during the read, entries
 * move between pages and can be read twice or not at all. In that case the list is read a second time. Some entries can
 * still be duplicates.
 *
 * @param pageSize the largest page that the operation allows
 * @throws StreamError UPSTREAM_ERROR for a list of more than 100 pages
 */
export async function readPages<T>(
  readPage: (page: PageRequest) => Promise<UpstreamPage<T>>,
  pageSize = PAGE_SIZE,
): Promise<readonly T[]> {
  const first = await readOnce(readPage, pageSize);
  return (first.isSteady ? first : await readOnce(readPage, pageSize)).items;
}

async function readOnce<T>(
  readPage: (page: PageRequest) => Promise<UpstreamPage<T>>,
  pageSize: number,
): Promise<{ readonly items: readonly T[]; readonly isSteady: boolean }> {
  const first = await readPage({ pageNum: 1, pageSize });
  const count = toPageCount(first.total, pageSize);
  if (count === 1) return { items: first.items, isSteady: true };
  if (count > MAX_PAGES)
    throw new StreamError('UPSTREAM_ERROR', { outcome: 'UNKNOWN', detail: { reason: 'list too long' } });
  const others = await Promise.all(
    Array.from({ length: count - 1 }, (_, index) => readPage({ pageNum: index + 2, pageSize })),
  );
  return {
    items: [first, ...others].flatMap(({ items }) => items),
    isSteady: others.every(({ total }) => total === first.total),
  };
}
