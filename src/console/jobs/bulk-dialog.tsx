import { FileInput, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ConsoleStartJobDocument } from '../../../schema/console/graphql.js';
import { useApi } from '../api/api.js';
import { type Failure } from '../api/failure.js';
import { ActionForm } from '../streams/action-form.js';
import { useIdempotencyKeys } from './idempotency-keys.js';
import { type BulkStream, type CsvResult, readCsv } from './read-csv.js';

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
  const [csv, setCsv] = useState<CsvResult>();
  const toIdempotencyKey = useIdempotencyKeys();
  const streams = toStreams(target, csv);
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
      {target.kind === 'csv' && <CsvField result={csv} onRead={setCsv} />}
      <Text size="sm">{t('bulk.explain')}</Text>
    </ActionForm>
  );
}

function useTitle(target: BulkTarget): string {
  const { t } = useTranslation();
  if (target.kind === 'selected') return t('bulk.titleSelected', { count: target.streams.length });
  return t(target.kind === 'csv' ? 'bulk.titleCsv' : 'bulk.titleAll');
}

function toStreams(target: BulkTarget, csv: CsvResult | undefined): readonly BulkStream[] | undefined {
  if (target.kind === 'selected') return target.streams;
  return csv?.kind === 'streams' ? csv.streams : undefined;
}

function CsvField({
  result,
  onRead,
}: {
  readonly result: CsvResult | undefined;
  readonly onRead: (result: CsvResult | undefined) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <FileInput
        label={t('bulk.file')}
        description={t('bulk.fileHint')}
        placeholder={t('bulk.chooseFile')}
        accept=".csv,text/csv,text/plain"
        error={result === undefined || result.kind === 'streams' ? undefined : toError(t, result)}
        onChange={(file) => {
          if (file === null) onRead(undefined);
          else void readCsv(file).then(onRead);
        }}
      />
      {result?.kind === 'streams' && (
        <Text size="sm" role="status">
          {t('bulk.ready', { count: result.streams.length })}
        </Text>
      )}
    </>
  );
}

function toError(
  t: ReturnType<typeof useTranslation>['t'],
  result: Exclude<CsvResult, { kind: 'streams' }>,
): string {
  return result.kind === 'badCsv' ? t('bulk.badCsv', { line: result.line }) : t(`bulk.${result.kind}`);
}
