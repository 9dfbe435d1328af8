/** Shows the forbidden streams of a domain with React and Apollo Client 4, each with a button that resumes it. */
import { type ApolloClient } from '@apollo/client';
import { ApolloProvider, useApolloClient, useQuery, useSubscription } from '@apollo/client/react';
import {
  BulkResumeProgressDocument,
  ERROR_MESSAGES_EN,
  LiveDomainDocument,
  toErrorMessage,
} from 'apsara-live-gateway-client';
import { type ReactNode, useState } from 'react';
import { resume } from './apollo-client.js';

// #region react
export function App({ client, domainName }: { readonly client: ApolloClient; readonly domainName: string }) {
  return (
    <ApolloProvider client={client}>
      <ForbiddenStreams domainName={domainName} />
    </ApolloProvider>
  );
}

/** Shows the list. It is updated after a resume, because `resume` removes it from the cache. */
function ForbiddenStreams({ domainName }: { readonly domainName: string }): ReactNode {
  const { data, error } = useQuery(LiveDomainDocument, { variables: { name: domainName } });
  if (error) return <p role="alert">{error.message}</p>;
  const edges = data?.liveDomain?.forbiddenStreams?.edges ?? [];
  return (
    <ul>
      {edges.map(({ node }) => (
        <li key={node.id}>
          {node.appName}/{node.streamName}
          <ResumeButton domainName={domainName} appName={node.appName} streamName={node.streamName} />
        </li>
      ))}
    </ul>
  );
}

function ResumeButton(stream: {
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
}): ReactNode {
  const client = useApolloClient();
  const [failure, setFailure] = useState<string>();
  const click = async (): Promise<void> => {
    const answer = await resume(client, stream);
    if ('error' in answer) setFailure(toErrorMessage(answer.error.code, ERROR_MESSAGES_EN));
  };
  return (
    <>
      <button onClick={() => void click()}>Resume</button>
      {failure !== undefined && <span role="alert">{failure}</span>}
    </>
  );
}

/** Shows the progress of a bulk job, over WebSocket. */
export function BulkProgress({ id }: { readonly id: string }): ReactNode {
  const { data, error } = useSubscription(BulkResumeProgressDocument, { variables: { id } });
  const job = data?.bulkResumeProgress;
  if (error) return <p role="alert">{error.message}</p>;
  return job ? <progress value={job.resumed} max={job.total} title={job.state} /> : null;
}
// #endregion
