import type { SelectClaims } from '../stream/caller.js';
import type { Grants } from './grant.js';

/** A tree of the claim paths in all grants. At the end of a path, the whole value is kept. */
interface PathNode {
  isEnd: boolean;
  readonly children: Map<string, PathNode>;
}

function createNode(): PathNode {
  return { isEnd: false, children: new Map() };
}

function toPathTree(grants: Grants): PathNode {
  const root = createNode();
  for (const { claim } of grants) {
    let node = root;
    for (const name of claim) {
      const next = node.children.get(name) ?? createNode();
      node.children.set(name, next);
      node = next;
    }
    node.isEnd = true;
  }
  return root;
}

/**
 * Selects the members below a value. It reads only own properties, like the claim test. `Object.fromEntries`
 * creates an own property for any name.
 */
function selectBelow(value: object, { children }: PathNode): Record<string, unknown> {
  const entries = Array.from(children, ([name, node]): [string, unknown] | undefined => {
    if (!Object.hasOwn(value, name)) return undefined;
    const below: unknown = (value as Record<string, unknown>)[name];
    if (node.isEnd) return [name, below];
    return typeof below === 'object' && below !== null ? [name, selectBelow(below, node)] : undefined;
  });
  return Object.fromEntries(entries.filter((entry) => entry !== undefined));
}

/** Creates a function that selects the claims that at least one grant tests, and removes all other claims. */
export function createClaimSelector(grants: Grants): SelectClaims {
  const tree = toPathTree(grants);
  return (claims) => selectBelow(claims, tree);
}
