import { type ReactNode, useMemo, useState } from 'react';
import { useApi } from '../api/api.js';
import { type Opened, StreamActionsContext } from './actions-context.js';
import { Activities } from './activity.js';
import { CutDialog } from './cut-dialog.js';
import { ForbidDialog } from './forbid-dialog.js';
import { ResumeDialog } from './resume-dialog.js';
import { StreamService } from './stream-service.js';

/** Provides the dialogs of the actions on single streams. They stay open if the page changes. */
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
    <StreamActionsContext value={actions}>
      {children}
      {opened?.action === 'resume' && <ResumeDialog stream={opened.stream} onClose={close} />}
      {opened?.action === 'resumeByName' && <ResumeDialog domainName={opened.domainName} onClose={close} />}
      {opened?.action === 'forbid' && <ForbidDialog stream={opened.stream} onClose={close} />}
      {opened?.action === 'cut' && <CutDialog stream={opened.stream} onClose={close} />}
    </StreamActionsContext>
  );
}
