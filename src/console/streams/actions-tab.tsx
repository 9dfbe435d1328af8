import { Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api.js';
import { readActions, useActionColumns } from '../audit/action-rows.js';
import { FailureNotice } from '../parts/failure-notice.js';
import { Loading } from '../parts/loading.js';
import { VirtualTable } from '../parts/virtual-table.js';
import { useDomainEvents } from './domain-events.js';
import { usePagedList } from './paged-list.js';

export function ActionsTab({ domainName }: { readonly domainName: string }): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const columns = useActionColumns();
  const read = useMemo(() => readActions(api, { domainName }), [api, domainName]);
  const { rows, total, failure, loadMore, reload } = usePagedList(domainName, read);
  useDomainEvents(domainName, (events) => {
    if (events.some(({ source }) => source === 'GATEWAY')) reload();
  });
  return (
    <Stack gap="sm">
      {failure !== undefined && <FailureNotice failure={failure} onRetry={reload} />}
      {rows === undefined && failure === undefined && <Loading />}
      {rows?.length === 0 && <Text>{t('streams.noActions')}</Text>}
      {rows !== undefined && rows.length > 0 && (
        <VirtualTable
          label={t('streams.actionsList')}
          columns={columns}
          rows={rows}
          total={total}
          toKey={({ id }) => id}
          onEnd={loadMore}
        />
      )}
    </Stack>
  );
}
