import { ArgsType, Field, Int } from 'type-graphql';
import { type BulkItemQuery } from '../../bulk/bulk-resume.js';
import { StreamError } from '../../stream/errors.js';
import { type CursorScope, cursorViolation, isSequence, readCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';
import { BulkResumeItemOutcome } from './bulk-resume-state.type.js';

@ArgsType()
export class BulkResumeItemsArgs {
  @Field(() => Int, { defaultValue: 50, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor after which the page begins. It must come from the items of the same job with the same `outcome`. Default: the first page.',
  })
  after?: string | null;

  @Field(() => BulkResumeItemOutcome, {
    nullable: true,
    description: 'Only the items with this outcome. Default: all items.',
  })
  outcome?: BulkResumeItemOutcome | null;

  /** Returns the scope of the cursors of this list. */
  toScope(jobId: string): CursorScope {
    return ['items', jobId, this.outcome ?? ''];
  }

  /**
   * Checks the arguments.
   * @throws StreamError BAD_USER_INPUT
   */
  toQuery(jobId: string): BulkItemQuery {
    const { first, after, outcome } = this;
    const violations = firstViolations(first);
    const position = typeof after === 'string' ? readCursor(this.toScope(jobId), after, [isSequence]) : [];
    if (position === undefined) violations.push(cursorViolation('after'));
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    return { first, after: position?.[0], outcome: outcome ?? undefined };
  }
}
