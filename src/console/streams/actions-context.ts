import { createContext, useContext, useSyncExternalStore } from 'react';
import { type Activities, type ActiveStream, type StreamRow } from './activity.js';
import { type StreamService } from './stream-service.js';

/** The dialog to open. */
export type Opened =
  | { readonly action: 'resume' | 'forbid' | 'cut'; readonly stream: StreamRow }
  | { readonly action: 'resumeByName'; readonly domainName: string };

export interface StreamActions {
  readonly service: StreamService;
  readonly activities: Activities;
  readonly open: (opened: Opened) => void;
}

export const StreamActionsContext = createContext<StreamActions | undefined>(undefined);

export function useStreamActions(): StreamActions {
  const actions = useContext(StreamActionsContext);
  if (actions === undefined) throw new Error('a page needs the actions');
  return actions;
}

export function useActivities(): ReadonlyMap<string, ActiveStream> {
  const { activities } = useStreamActions();
  return useSyncExternalStore(
    (onChange) => activities.subscribe(onChange),
    () => activities.all,
  );
}
