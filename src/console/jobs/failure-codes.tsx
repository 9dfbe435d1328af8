import { Badge, Group } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api.js';
import { type Failure } from '../api/failure.js';
import { FailureNotice } from '../parts/failure-notice.js';
import { readAll } from '../streams/paged-list.js';
import { type Job } from './job-progress.js';
import { DOWNLOAD_PAGE, readItems } from './read-items.js';

interface Counts {
  readonly codes: readonly (readonly [string, number])[];
  readonly failure: Failure | undefined;
}

const NONE: Counts = { codes: [], failure: undefined };

/** The number of failed streams for each error code, after the end of a job. */
export function FailureCodes({ job }: { readonly job: Job }): ReactNode {
  const { t } = useTranslation();
  const { codes, failure, reload } = useFailureCodes(job);
  return (
    <>
      {failure !== undefined && (
        <FailureNotice failure={failure} title={t('error.partial')} onRetry={reload} />
      )}
      {codes.length > 0 && (
        <Group gap="xs" role="group" aria-label={t('jobs.failuresByCode')}>
          {codes.map(([code, count]) => (
            <Badge key={code} color="red" variant="outline" className="adaptive">
              {code}: {count}
            </Badge>
          ))}
        </Group>
      )}
    </>
  );
}

function useFailureCodes({ id, failed, finishedAt }: Job): Counts & { readonly reload: () => void } {
  const api = useApi();
  const [counts, setCounts] = useState(NONE);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setCounts(NONE);
    if (failed === 0 || !finishedAt) return undefined;
    void readAll(readItems(api, id, 'FAILED', DOWNLOAD_PAGE)).then(({ rows = [], failure }) => {
      const byCode = new Map<string, number>();
      for (const { code } of rows) byCode.set(code ?? '', (byCode.get(code ?? '') ?? 0) + 1);
      const codes = [...byCode].sort(([, first], [, second]) => second - first);
      if (isCurrent) setCounts({ codes, failure });
    });
    return () => {
      isCurrent = false;
    };
  }, [api, id, failed, finishedAt, turn]);
  return {
    ...counts,
    reload: () => {
      setTurn((before) => before + 1);
    },
  };
}
