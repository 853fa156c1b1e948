import type { Command } from 'commander';
import { resolveCloud } from '../../core/api/cloud';
import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { formatApiTime, retentionMarginMs, retentionMs } from '../../core/api/contentWindow';
import type { SyncedContentType, SyncSummary } from '../../core/protocol/archiveProtocol';
import type { FetchSummary } from '../../core/protocol/contentProtocol';
import type { Subscription } from '../../core/protocol/subscriptionProtocol';
import { counted } from '../../core/text/counted';
import { everySubscription } from '../../engine/api/everySubscription';
import { ManagementApiClient } from '../../engine/api/managementApiClient';
import { describeClockOffset } from '../../engine/api/serverClock';
import type { Archive } from '../../engine/archive/archive';
import { createGetFeedToken } from '../../engine/signIn/feedToken';
import type { TenantSyncRun } from '../../engine/sync/tenantSync';
import { TenantSync } from '../../engine/sync/tenantSync';
import type { CommandContext } from '../commandContext';
import type { ConnectionOptions } from '../connectionOptions';
import { addConnectionOptions, resolveConnectionOptions } from '../connectionOptions';
import { parseContentTypes, parseTime } from '../optionParsers';
import { Progress } from '../output/progress';
import { syncProgressText } from '../output/syncProgressText';
import { withArchive } from '../withArchive';

interface SyncOptions extends ConnectionOptions {
  readonly archive: string;
  readonly contentType?: readonly ContentType[];
  readonly since?: number;
  readonly until?: number;
}

/** So many failures of a content type are named; `status` knows all. */
const namedFailures = 20;

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
      const sync = new TenantSync({ client, store, tenantId });
      const contentTypes =
        options.contentType ?? enabledTypes(await listSubscriptions(client, store, tenantId, signal), progress);
      const summary = await syncWithProgress(
        sync,
        { contentTypes, range: findRange(options, client) },
        progress,
        signal,
      );
      for (const synced of summary.contentTypes) {
        tellResult(synced, progress, context);
      }
    });
  } finally {
    await client.close();
    await quota.close();
  }
}

/** Undefined is all that the service has: the margin that is kept clear of its 7 days is no loss then. */
function findRange({ since, until }: SyncOptions, { clock }: ManagementApiClient): ContentWindow | undefined {
  if (since === undefined && until === undefined) {
    return undefined;
  }
  const now = clock.now();
  return { start: since ?? now - retentionMs + retentionMarginMs, end: until ?? now };
}

async function syncWithProgress(
  sync: TenantSync,
  run: TenantSyncRun,
  progress: Progress,
  signal: AbortSignal,
): Promise<SyncSummary> {
  let fetchingSince: number | undefined;
  let records = 0;
  try {
    return await sync.run({
      ...run,
      signal,
      onProgress: (state) => {
        ({ records } = state);
        const now = performance.now();
        fetchingSince ??= state.phase === 'fetching' ? now : undefined;
        progress.show(syncProgressText(state, now - (fetchingSince ?? now)));
      },
    });
  } catch (error) {
    progress.tell(
      `${signal.aborted ? 'Interrupted' : 'Failed'}. ${counted(records, 'record')} added; the next sync goes on.`,
    );
    throw error;
  }
}

function tellResult(
  { contentType, summary, error }: SyncedContentType,
  progress: Progress,
  { reportFailure }: CommandContext,
): void {
  if (error !== undefined) {
    progress.tell(`${contentType}: ${error.message}`);
    reportFailure();
  }
  if (summary !== undefined) {
    tellSummary(contentType, summary, progress);
    if (summary.failures.length > 0) {
      reportFailure();
    }
  }
}

function tellSummary(
  contentType: ContentType,
  { fetched, alreadyArchived, records, duplicates, leftOut, failures, expired }: FetchSummary,
  progress: Progress,
): void {
  if (expired !== undefined) {
    progress.tell(
      `${contentType}: the service no longer has ${formatApiTime(expired.start)} to ${formatApiTime(expired.end)}.`,
    );
  }
  progress.tell(
    `${contentType}: ${counted(fetched, 'blob')} fetched, ${alreadyArchived} archived already; ${counted(records, 'record')} added, ${counted(duplicates, 'duplicate')}`,
  );
  if (leftOut !== undefined) {
    progress.tell(
      `${contentType}: ${counted(leftOut, 'record')} left out, since records of that time were deleted. An import brings them back.`,
    );
  }
  for (const { contentId, state, reason } of failures.slice(0, namedFailures)) {
    progress.tell(`${contentType}: ${contentId} ${state}: ${reason}`);
  }
  if (failures.length > namedFailures) {
    progress.tell(
      `${contentType}: ${counted(failures.length - namedFailures, 'other blob')} failed, or expired before being fetched.`,
    );
  }
}

/** The archive notes them, too. */
async function listSubscriptions(
  client: ManagementApiClient,
  archive: Archive,
  tenantId: string,
  signal: AbortSignal,
): Promise<readonly Subscription[]> {
  const subscriptions = everySubscription(await client.listSubscriptions(signal));
  await archive.recordSubscriptions(tenantId, subscriptions, client.clock.now());
  return subscriptions;
}

/** Tells of the others. */
function enabledTypes(subscriptions: readonly Subscription[], progress: Progress): readonly ContentType[] {
  return subscriptions.flatMap(({ contentType, status }) => {
    if (status !== 'enabled') {
      const reason = status === 'disabled' ? 'the subscription was disabled by an administrator' : 'not subscribed';
      progress.tell(`${contentType}: ${reason}, so the service collects nothing of it.`);
    }
    return status === 'enabled' ? [contentType] : [];
  });
}
