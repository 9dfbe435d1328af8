import { ArgsType, Field, Int } from 'type-graphql';
import { StreamError } from '../../stream/errors.js';
import { type CursorScope, cursorViolation, isStoredId, readCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';

/** The arguments that select a page of a stream's actions. */
@ArgsType()
export class ActionPageArgs {
  @Field(() => Int, { defaultValue: 20, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The cursor after which the page begins. It must come from the actions of the same stream. Default: the first page.',
  })
  after?: string | null;

  /**
   * Checks the arguments.
   * @throws StreamError BAD_USER_INPUT with every violation; the paths are the names of the arguments
   */
  toPage(scope: CursorScope): { first: number; after: string | undefined } {
    const { first, after } = this;
    const violations = firstViolations(first);
    const key = typeof after === 'string' ? readCursor(scope, after, [isStoredId]) : [];
    if (key === undefined) violations.push(cursorViolation('after'));
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    return { first, after: key?.[0] };
  }
}
