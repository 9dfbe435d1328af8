import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const SUBGRAPH = join(import.meta.dirname, '../../schema/subgraph.graphql');

/** The committed subgraph as a supergraph of its own, behind the given address. */
export function composeSupergraph(url: string): string {
  const typeDefs = parse(readFileSync(SUBGRAPH, 'utf8'));
  const { supergraphSdl, errors } = composeServices([{ name: 'live', url, typeDefs }]);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
