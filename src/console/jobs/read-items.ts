import {
  type BulkResumeItemOutcome,
  ConsoleJobItemsDocument,
  type ConsoleJobItemsQuery,
} from '../../../schema/console/graphql.js';
import { type Api } from '../api/api.js';
import { type ReadPage, toListPage } from '../streams/paged-list.js';

export type Item = NonNullable<NonNullable<ConsoleJobItemsQuery['bulkResume']>['items']>['nodes'][number];

const PAGE = 200;
/** The page size of a list that is read as a whole. */
export const DOWNLOAD_PAGE = 500;

export function readItems(
  api: Api,
  id: string,
  outcome: BulkResumeItemOutcome | undefined,
  first = PAGE,
): ReadPage<Item> {
  return async (after) => {
    const { data, failure } = await api.query(ConsoleJobItemsDocument, {
      id,
      first,
      after,
      outcome: outcome ?? null,
    });
    return toListPage(data?.bulkResume?.items, failure, (item) => item);
  };
}
