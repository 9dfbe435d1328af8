import { Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ConsoleStartJobDocument } from '../../../schema/console/graphql.js';
import { useApi } from '../api/api.js';
import { type Failure } from '../api/failure.js';
import { ActionForm } from '../streams/action-form.js';
import { useIdempotencyKeys } from './idempotency-keys.js';
import { ListField } from './list-field.js';
import { type BulkStream, type ListResult } from './read-list.js';

export type BulkTarget =
  | { readonly kind: 'selected'; readonly streams: readonly BulkStream[] }
  | { readonly kind: 'csv' }
  /** @param isAnyApp whether the grants cover every app; if not, an app name is required */
  | { readonly kind: 'all'; readonly appName: string; readonly isAnyApp: boolean };

interface Props {
  readonly domainName: string;
  readonly target: BulkTarget;
  readonly onClose: () => void;
}

/** A dialog that starts a bulk job and opens the page of the job. */
export function BulkDialog({ domainName, target, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const navigate = useNavigate();
  const [appName, setAppName] = useState(target.kind === 'all' ? target.appName : '');
  const [list, setList] = useState<ListResult>();
  const toIdempotencyKey = useIdempotencyKeys();
  const streams = toStreams(target, list);
  const submit = async (reason: string): Promise<Failure | undefined> => {
    const what =
      target.kind === 'all'
        ? { allForbidden: true, ...(appName !== '' && { appName }) }
        : {
            allForbidden: false,
            streams: streams?.map(({ appName: app, streamName }) => ({ appName: app, streamName })) ?? [],
          };
    const input = {
      domainName,
      idempotencyKey: toIdempotencyKey({ domainName, ...what }),
      ...what,
      ...(reason.trim() !== '' && { reason: reason.trim() }),
    };
    const { data, failure } = await api.mutate(ConsoleStartJobDocument, { input });
    const job = data?.startBulkResume?.bulkResume;
    if (!job) return failure ?? { kind: 'network' };
    void navigate(`/jobs/${encodeURIComponent(job.id)}`);
    return undefined;
  };
  return (
    <ActionForm
      title={useTitle(target)}
      confirm={t('bulk.start')}
      isReady={target.kind === 'all' ? target.isAnyApp || appName !== '' : streams !== undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      {target.kind === 'all' && (
        <>
          <Text size="sm">{t('bulk.allOfDomain', { domain: domainName })}</Text>
          <TextInput
            label={t('bulk.allOfApp')}
            value={appName}
            maxLength={255}
            onChange={({ currentTarget }) => {
              setAppName(currentTarget.value);
            }}
          />
        </>
      )}
      {target.kind === 'csv' && <ListField result={list} onRead={setList} />}
      <Text size="sm">{t('bulk.explain')}</Text>
    </ActionForm>
  );
}

function useTitle(target: BulkTarget): string {
  const { t } = useTranslation();
  if (target.kind === 'selected') return t('bulk.titleSelected', { count: target.streams.length });
  return t(target.kind === 'csv' ? 'bulk.titleCsv' : 'bulk.titleAll');
}

function toStreams(target: BulkTarget, list: ListResult | undefined): readonly BulkStream[] | undefined {
  if (target.kind === 'selected') return target.streams;
  return list?.kind === 'streams' ? list.streams : undefined;
}
