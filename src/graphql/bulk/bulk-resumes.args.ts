import { ArgsType, Field, Int } from 'type-graphql';
import { type BulkResumesQuery, type JobPosition } from '../../bulk/bulk-resume.js';
import { StreamError } from '../../stream/errors.js';
import { type CursorScope, cursorViolation, isStoredId, readCursor, toCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';
import { BulkResumeState } from './bulk-resume-state.type.js';

const MILLISECONDS = /^\d{1,15}$/;

@ArgsType()
export class BulkResumesArgs {
  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor after which the page begins. It must come from this list with the same `state`. Default: the first page.',
  })
  after?: string | null;

  @Field(() => BulkResumeState, {
    nullable: true,
    description: 'Only the jobs in this state. Default: all jobs.',
  })
  state?: BulkResumeState | null;

  /** Returns the cursor of a position in the list with this filter. */
  toCursor({ startedAtMs, id }: JobPosition): string {
    return toCursor(this.#toScope(), [String(startedAtMs), id]);
  }

  /**
   * Checks the arguments.
   * @throws StreamError BAD_USER_INPUT
   */
  toQuery(): BulkResumesQuery {
    const { first, after, state } = this;
    const violations = firstViolations(first);
    const position =
      typeof after === 'string' ? readCursor(this.#toScope(), after, [isMilliseconds, isJobOrNone]) : [];
    if (position === undefined) violations.push(cursorViolation('after'));
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    const [startedAtMs, id] = position ?? [];
    return {
      first,
      after:
        startedAtMs === undefined || id === undefined ? undefined : { startedAtMs: Number(startedAtMs), id },
      state: state ?? undefined,
    };
  }

  #toScope(): CursorScope {
    return ['bulkResumes', this.state ?? ''];
  }
}

function isMilliseconds(text: string): boolean {
  return MILLISECONDS.test(text);
}

/** Checks the id in a cursor. It is empty if the page ended early: such a cursor has only a time. */
function isJobOrNone(text: string): boolean {
  return text === '' || isStoredId(text);
}
