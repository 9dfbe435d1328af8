import { type Kysely } from 'kysely';

export type Dialect = 'postgres' | 'sqlite';

/** One migration of the schema. After a release it never changes; a change needs a new migration. */
export interface Migration {
  /** For example `0001-call-budget`. The number sets the order. The database records the name. */
  readonly name: string;
  /** The dialect that needs it. Default: both. */
  readonly only?: Dialect | undefined;
  readonly up: (db: Kysely<never>, dialect: Dialect) => Promise<void>;
}
