import { type Kysely } from 'kysely';

export type Dialect = 'postgres' | 'sqlite';

/** One step of the schema. Once released it never changes; what is to change is a further step. */
export interface Migration {
  /** `0001-call-budget`: the number orders, the name is remembered in the database. */
  readonly name: string;
  /** Where it is needed. Default: everywhere. */
  readonly only?: Dialect | undefined;
  readonly up: (db: Kysely<never>, dialect: Dialect) => Promise<void>;
}
