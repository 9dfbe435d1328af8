import { type Caller } from '../stream/caller.js';
import { type BulkResumesQuery, type JobPosition } from './bulk-resume.js';
import { type JobAccess } from './job-access.js';
import { type JobStore, type StoredJob } from './job-store.js';

/** The most reads of jobs from the store for one page. */
const MAX_READS = 4;
/** The lowest limit of one read. */
const MIN_READ = 100;
/**
 * The most jobs of one page whose apps are read separately. This read is needed only for jobs that were stored by
 * earlier versions of the gateway and for jobs with very many apps.
 */
const MAX_APP_READS = 10;

/** The most statements for one page: one read of the domains, the reads of jobs, and the reads of apps. */
export const MAX_PAGE_STATEMENTS = 1 + MAX_READS + MAX_APP_READS;

export interface StoredJobPage {
  readonly jobs: readonly StoredJob[];
  /** The start of the next page. Undefined if there are no more jobs. */
  readonly next: JobPosition | undefined;
}

/**
 * Lists the jobs that a caller may see, newest first. The store selects the caller's own jobs and all jobs of the
 * domains in which the caller may manage at least some apps. This function removes the jobs that also have other apps.
 * If it removes many jobs, the page ends early.
 */
export async function listVisibleJobs(
  store: Pick<JobStore, 'list' | 'listDomains'>,
  access: JobAccess,
  { first, after, state }: BulkResumesQuery,
  caller: Caller,
): Promise<StoredJobPage> {
  const domains = (await store.listDomains()).filter((name) => access.mayManageSome(name, caller));
  const size = Math.max(first + 1, MIN_READ);
  const jobs: StoredJob[] = [];
  let position = after;
  let appReads = 0;
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const read = await store.list({ subject: caller.subject, domains, state, after: position, first: size });
    for (const job of read) {
      const decided = access.decide(job, caller);
      if (decided === undefined && appReads === MAX_APP_READS) return endBefore(jobs, position, after);
      if (decided === undefined) appReads += 1;
      if (decided ?? (await access.mayManage(job, caller))) jobs.push(job);
      const last = jobs[first - 1];
      if (last !== undefined && jobs.length > first)
        return { jobs: jobs.slice(0, first), next: toPosition(last) };
      position = toPosition(job);
    }
    if (read.length < size) return { jobs, next: undefined };
  }
  return endBefore(jobs, position, after);
}

/**
 * Ends a page early, although there can be more jobs. The last job that was read may be hidden from the caller, so the
 * position must not contain its id. Instead, the next page starts with all jobs of the same millisecond. If this page
 * has only read jobs of that millisecond, such a position would not advance, and the position with the id is used.
 */
function endBefore(
  jobs: readonly StoredJob[],
  position: JobPosition | undefined,
  after: JobPosition | undefined,
): StoredJobPage {
  if (position === undefined) return { jobs, next: undefined };
  const { startedAtMs } = position;
  if (after !== undefined && after.startedAtMs <= startedAtMs + 1) return { jobs, next: position };
  return {
    jobs: jobs.filter(({ startedAt }) => startedAt.getTime() > startedAtMs),
    next: { startedAtMs: startedAtMs + 1, id: '' },
  };
}

function toPosition({ id, startedAt }: StoredJob): JobPosition {
  return { startedAtMs: startedAt.getTime(), id };
}
