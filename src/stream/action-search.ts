import { type Action, type ActionKind, type ActionOutcome } from './action.js';

/** Up to so many domains are searched one by one; more of them in the order of all actions. */
export const MOST_INDEXED_DOMAINS = 20;

/** The conditions of a search. An action has to meet all that are set. */
export interface ActionFilter {
  /** The domains that are searched; undefined for all domains. */
  readonly domains: readonly string[] | undefined;
  /** As the action has it; "*" for actions on a stream's name under every app. */
  readonly appName?: string | undefined;
  readonly streamName?: string | undefined;
  readonly subject?: string | undefined;
  readonly kinds?: readonly ActionKind[] | undefined;
  readonly outcomes?: readonly ActionOutcome[] | undefined;
  /** Requested at this time or later. */
  readonly since?: Date | undefined;
  /** Requested earlier than this time. */
  readonly before?: Date | undefined;
}

/** A request for a page of the actions that match a filter, newest first. */
export interface ActionSearch extends ActionFilter {
  /** The size of the page, 1 or more. */
  readonly first: number;
  /** The page begins after this action. */
  readonly after?: string | undefined;
}

export interface FoundActions {
  /** Newest first; fewer than requested where the search ended early. */
  readonly actions: readonly Action[];
  /** The id after which the next page begins; undefined if nothing is left. */
  readonly next: string | undefined;
}

/** How many actions of one app match a filter. */
export interface ActionTally {
  readonly domainName: string;
  readonly appName: string;
  readonly total: number;
}
