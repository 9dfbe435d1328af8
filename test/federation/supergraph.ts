import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { type DocumentNode, parse } from 'graphql';

const SUBGRAPH = join(import.meta.dirname, '../../schema/subgraph.graphql');

/** Another subgraph and its URL. */
export interface OtherSubgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/** Composes a supergraph of the committed subgraph at the given URL, alone or with others. */
export function composeSupergraph(url: string, ...others: readonly OtherSubgraph[]): string {
  const typeDefs = parse(readFileSync(SUBGRAPH, 'utf8'));
  const { supergraphSdl, errors } = composeServices([{ name: 'live', url, typeDefs }, ...others]);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
