import {
  createContext,
  type ReactNode,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useApi } from '../api/api.js';
import { Activities, type ActiveStream, type StreamRow } from './activity.js';
import { CutDialog } from './cut-dialog.js';
import { ForbidDialog } from './forbid-dialog.js';
import { ResumeDialog } from './resume-dialog.js';
import { StreamService } from './stream-service.js';

type Opened =
  | { readonly action: 'resume' | 'forbid' | 'cut'; readonly stream: StreamRow }
  | { readonly action: 'resumeByName'; readonly domainName: string };

export interface StreamActions {
  readonly service: StreamService;
  readonly activities: Activities;
  open(opened: Opened): void;
}

const ActionsContext = createContext<StreamActions | undefined>(undefined);

/** The dialogs of the actions on single streams. They stand above the pages, so that none is lost with a page. */
export function StreamActionsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const api = useApi();
  const [opened, setOpened] = useState<Opened>();
  const actions = useMemo(() => {
    const activities = new Activities();
    return { activities, service: new StreamService(api, activities), open: setOpened };
  }, [api]);
  const close = (): void => {
    setOpened(undefined);
  };
  return (
    <ActionsContext value={actions}>
      {children}
      {opened?.action === 'resume' && <ResumeDialog stream={opened.stream} onClose={close} />}
      {opened?.action === 'resumeByName' && <ResumeDialog domainName={opened.domainName} onClose={close} />}
      {opened?.action === 'forbid' && <ForbidDialog stream={opened.stream} onClose={close} />}
      {opened?.action === 'cut' && <CutDialog stream={opened.stream} onClose={close} />}
    </ActionsContext>
  );
}

export function useStreamActions(): StreamActions {
  const actions = useContext(ActionsContext);
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
