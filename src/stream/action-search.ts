import { type Action, type ActionKind, type ActionOutcome } from './action.js';

/**
 * A search for at most this many domains reads the index of each domain. A search for more reads all actions in order.
 */
export const MOST_INDEXED_DOMAINS = 20;

/** The conditions of a search. An action matches if it meets all conditions that are set. */
export interface ActionFilter {
  /** The domains to search; undefined for all domains. */
  readonly domains: readonly string[] | undefined;
  /** The app name as the action has it. "*" finds the actions on a stream name under every app. */
  readonly appName?: string | undefined;
  readonly streamName?: string | undefined;
  readonly subject?: string | undefined;
  readonly kinds?: readonly ActionKind[] | undefined;
  readonly outcomes?: readonly ActionOutcome[] | undefined;
  /** Finds actions requested at this time or later. */
  readonly since?: Date | undefined;
  /** Finds actions requested before this time. */
  readonly before?: Date | undefined;
}

/** A request for a page of the actions that match a filter, newest first. */
export interface ActionSearch extends ActionFilter {
  /** The size of the page, at least 1. */
  readonly first: number;
  /** The id of the action after which the page begins. */
  readonly after?: string | undefined;
}

export interface FoundActions {
  /** Newest first. Contains fewer actions than requested if the search ended early. */
  readonly actions: readonly Action[];
  /** The id after which the next page begins; undefined if no actions are left. */
  readonly next: string | undefined;
}

/** The number of actions of one app that match a filter. */
export interface ActionTally {
  readonly domainName: string;
  readonly appName: string;
  readonly total: number;
}
