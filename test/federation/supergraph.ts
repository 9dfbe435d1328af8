import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { type DocumentNode, parse } from 'graphql';

const SUBGRAPH = join(import.meta.dirname, '../../schema/subgraph.graphql');

/** A further subgraph, and where it is. */
export interface OtherSubgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** A supergraph of the committed subgraph behind the given address, alone or beside others. */
export function composeSupergraph(url: string, ...others: readonly OtherSubgraph[]): string {
  const typeDefs = parse(readFileSync(SUBGRAPH, 'utf8'));
  const { supergraphSdl, errors } = composeServices([{ name: 'live', url, typeDefs }, ...others]);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
