import { Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { FailureNotice } from '../parts/failure-notice.js';
import { Loading } from '../parts/loading.js';
import { type Column, VirtualTable } from '../parts/virtual-table.js';
import { type PagedList } from './paged-list.js';

export interface ListViewProps<Row> {
  readonly list: PagedList<Row>;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly toKey: (row: Row) => string;
  /** The text in place of an empty table. */
  readonly empty: string;
}

/** Shows a paged list: its table, or that it failed, is loading or is empty. */
export function ListView<Row>({ list, label, columns, toKey, empty }: ListViewProps<Row>): ReactNode {
  const { rows, total, failure, loadMore, reload } = list;
  return (
    <>
      {failure !== undefined && <FailureNotice failure={failure} onRetry={reload} />}
      {rows === undefined && failure === undefined && <Loading />}
      {rows?.length === 0 && <Text>{empty}</Text>}
      {rows !== undefined && rows.length > 0 && (
        <VirtualTable
          label={label}
          columns={columns}
          rows={rows}
          total={total}
          toKey={toKey}
          onEnd={loadMore}
        />
      )}
    </>
  );
}
