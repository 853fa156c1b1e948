import type { Command } from 'commander';
import { resolveCloud } from '../../core/api/cloud';
import type { ContentType } from '../../core/api/contentType';
import { contentTypes } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { formatApiTime, retentionMs } from '../../core/api/contentWindow';
import type { FetchSummary } from '../../core/protocol/contentProtocol';
import { ManagementApiClient } from '../../engine/api/managementApiClient';
import { describeClockOffset } from '../../engine/api/serverClock';
import { createGetFeedToken } from '../../engine/signIn/feedToken';
import { ContentSync } from '../../engine/sync/contentSync';
import type { CommandContext } from '../commandContext';
import type { ConnectionOptions } from '../connectionOptions';
import { addConnectionOptions, resolveConnectionOptions } from '../connectionOptions';
import { parseContentTypes, parseTime } from '../optionParsers';
import { errorMessage } from '../output/errorText';
import { Progress } from '../output/progress';
import { withArchive } from '../withArchive';

interface SyncOptions extends ConnectionOptions {
  readonly archive: string;
  readonly contentType?: readonly ContentType[];
  readonly since?: number;
  readonly until?: number;
}

export function addSyncCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('sync')
    .description('Bring what the service has into the archive; goes on where it stopped.')
    .requiredOption('--archive <folder>', 'folder of the archive; made if absent');
  addConnectionOptions(command)
    .option('--content-type <type>', 'only this content type; may be repeated', parseContentTypes)
    .option('--since <time>', 'from when content became available, in UTC; 7 days ago if absent', parseTime)
    .option('--until <time>', 'to when, in UTC; now if absent', parseTime)
    .action((options: SyncOptions) => runSync(options, context));
}

async function runSync(options: SyncOptions, context: CommandContext): Promise<void> {
  const { signal } = context;
  if (options.since !== undefined && options.since >= (options.until ?? Date.now())) {
    throw new RangeError('--since must be before --until, which is now if absent.');
  }
  const progress = new Progress(context.stderr);
  const { connection, tokens, network, quota } = await resolveConnectionOptions(options, context);
  const { tenantId } = connection;
  const client = new ManagementApiClient({
    origin: resolveCloud(connection).apiOrigin,
    tenantId,
    publisherIdentifier: connection.publisherIdentifier,
    getToken: createGetFeedToken(tokens, connection),
    createDispatcher: network.createDispatcher,
    quota,
    onRetry: (error, waitMs) => {
      progress.tell(`${error.message} Asking again in ${Math.ceil(waitMs / 1_000)} s.`);
    },
    onClockOffset: (offsetMs) => {
      progress.tell(describeClockOffset(offsetMs));
    },
  });
  try {
    await withArchive(options.archive, async (store) => {
      const sync = new ContentSync({ client, store, tenantId });
      const chosen = options.contentType ?? (await findEnabled(client, progress, signal));
      const until = options.until ?? client.clock.now();
      const range = { start: options.since ?? until - retentionMs, end: until };
      for (const contentType of chosen) {
        await syncContentType(sync, contentType, range, options.since !== undefined, progress, context);
      }
    });
  } finally {
    await client.close();
    await quota.close();
  }
}

/** One content type that the service refuses does not stop the others: DLP.All needs a permission of its own. */
async function syncContentType(
  sync: ContentSync,
  contentType: ContentType,
  range: ContentWindow,
  isStartAsked: boolean,
  progress: Progress,
  { signal, reportFailure }: CommandContext,
): Promise<void> {
  try {
    const summary = await sync.fetch({
      contentType,
      range,
      signal,
      onProgress: ({ blobsDone, blobsTotal, records }) => {
        progress.show(`${contentType}: ${blobsDone} of ${blobsTotal} blobs, ${records} records`);
      },
    });
    tellSummary(contentType, summary, isStartAsked, progress);
    if (summary.failures.length > 0) {
      reportFailure();
    }
  } catch (error) {
    signal.throwIfAborted();
    progress.tell(`${contentType}: ${errorMessage(error)}`);
    reportFailure();
  }
}

function tellSummary(
  contentType: ContentType,
  { fetched, alreadyArchived, records, duplicates, failures, expired }: FetchSummary,
  isStartAsked: boolean,
  progress: Progress,
): void {
  // Without --since, what is asked for is what there is: the margin that is kept clear of the 7 days is no loss.
  if (expired !== undefined && isStartAsked) {
    progress.tell(
      `${contentType}: the service no longer has ${formatApiTime(expired.start)} to ${formatApiTime(expired.end)}.`,
    );
  }
  progress.tell(
    `${contentType}: ${fetched} blobs fetched, ${alreadyArchived} were archived already; ${records} records added, ${duplicates} duplicates`,
  );
  for (const { contentId, state, reason } of failures) {
    progress.tell(`${contentType}: ${contentId} ${state}: ${reason}`);
  }
}

async function findEnabled(
  client: ManagementApiClient,
  progress: Progress,
  signal: AbortSignal,
): Promise<readonly ContentType[]> {
  const subscriptions = await client.listSubscriptions(signal);
  const statuses = new Map(subscriptions.map(({ contentType, status }) => [contentType, status]));
  return contentTypes.filter((contentType) => {
    const status = statuses.get(contentType);
    if (status !== 'enabled') {
      const reason = status === 'disabled' ? 'the subscription was disabled by an administrator' : 'not subscribed';
      progress.tell(`${contentType}: ${reason}, so the service collects nothing of it.`);
    }
    return status === 'enabled';
  });
}
