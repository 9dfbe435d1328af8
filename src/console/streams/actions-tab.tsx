import { Stack } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api.js';
import { readActions, useActionColumns } from '../audit/action-rows.js';
import { useDomainEvents } from './domain-events.js';
import { ListView } from './list-view.js';
import { usePagedList } from './paged-list.js';

export function ActionsTab({ domainName }: { readonly domainName: string }): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const columns = useActionColumns();
  const read = useMemo(() => readActions(api, { domainName }), [api, domainName]);
  const list = usePagedList(domainName, read);
  useDomainEvents(domainName, (events) => {
    if (events.some(({ source }) => source === 'GATEWAY')) list.reload();
  });
  return (
    <Stack gap="sm">
      <ListView
        list={list}
        label={t('streams.actionsList')}
        columns={columns}
        toKey={({ id }) => id}
        empty={t('streams.noActions')}
      />
    </Stack>
  );
}
