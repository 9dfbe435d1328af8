import { ArgsType, Field, Int } from 'type-graphql';
import { StreamError } from '../../stream/errors.js';
import { type CursorScope, cursorViolation, readCursor } from '../page/cursor.js';
import { FIRST, firstViolations } from '../page/first.js';

/** Whatever else a cursor that was made by hand may hold never reaches the store. */
const ACTION_ID = /^[\w-]{1,64}$/;

/** Which part of a stream's actions. */
@ArgsType()
export class ActionPageArgs {
  @Field(() => Int, { defaultValue: 20, description: FIRST })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which the page begins: of the same stream’s actions.',
  })
  after?: string | null;

  /** @throws StreamError BAD_USER_INPUT with every violation at once, paths as the arguments' names */
  toPage(scope: CursorScope): { first: number; after: string | undefined } {
    const { first, after } = this;
    const [id] = typeof after === 'string' ? (readCursor(scope, after, 1) ?? ['']) : [undefined];
    const isOurs = id === undefined || ACTION_ID.test(id);
    const violations = [...firstViolations(first), ...(isOurs ? [] : [cursorViolation('after')])];
    if (violations.length > 0) throw new StreamError('BAD_USER_INPUT', { violations });
    return { first, after: id };
  }
}
