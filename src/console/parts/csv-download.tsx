import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure } from '../api/failure.js';
import { readAll, type ReadPage } from '../streams/paged-list.js';
import { FailureNotice } from './failure-notice.js';
import { saveCsv } from './save-csv.js';

export interface CsvDownloadOptions<Row> {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly toCells: (row: Row) => readonly string[];
  readonly read: ReadPage<Row>;
  /** The largest number of rows in the file. Default: all rows. */
  readonly most?: number | undefined;
}

export interface CsvDownload {
  readonly isSaving: boolean;
  /** Why the last download wrote no file. */
  readonly failure: Failure | undefined;
  readonly save: () => void;
}

/** Downloads a whole list. If one of its pages cannot be read, no file is written, because rows would be missing. */
export function useCsvDownload<Row>(options: CsvDownloadOptions<Row>): CsvDownload {
  const { fileName, header, toCells, read, most } = options;
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const save = async (): Promise<void> => {
    setIsSaving(true);
    setFailure(undefined);
    const all = await readAll(read, most);
    if (all.rows !== undefined) saveCsv(fileName, header, all.rows.map(toCells));
    setFailure(all.failure);
    setIsSaving(false);
  };
  return {
    isSaving,
    failure,
    save: () => {
      void save();
    },
  };
}

export function DownloadButton({ download }: { readonly download: CsvDownload }): ReactNode {
  const { t } = useTranslation();
  return (
    <Button variant="default" loading={download.isSaving} onClick={download.save}>
      {t('common.download')}
    </Button>
  );
}

export function DownloadFailure({
  download: { failure, save },
}: {
  readonly download: CsvDownload;
}): ReactNode {
  const { t } = useTranslation();
  if (failure === undefined) return null;
  return (
    <FailureNotice
      failure={failure}
      title={t('download.failed')}
      retryText={t('download.again')}
      onRetry={save}
    />
  );
}
