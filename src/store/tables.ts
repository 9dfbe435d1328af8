/** The tables as Kysely sees them. One interface a table; a migration that adds one adds it here. */
export interface StoreTables {
  readonly schema_migration: SchemaMigrationTable;
}

export interface SchemaMigrationTable {
  readonly name: string;
}
