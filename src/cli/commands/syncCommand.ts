import type { Command } from 'commander';
import { resolveCloud } from '../../core/api/cloud';
import type { ContentType } from '../../core/api/contentType';
import { contentTypes } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { formatApiTime, retentionMs } from '../../core/api/contentWindow';
import { EngineError } from '../../core/protocol/engineError';
import type { FetchSummary } from '../../core/protocol/engineProtocol';
import { ManagementApiClient } from '../../engine/api/managementApiClient';
import { ContentSync } from '../../engine/sync/contentSync';
import type { CommandContext } from '../commandContext';
import { parseContentTypes, parseGuid, parseTime } from '../optionParsers';
import { errorMessage } from '../output/errorText';
import { Progress } from '../output/progress';
import { withArchive } from '../withArchive';

interface SyncOptions {
  readonly archive: string;
  readonly tenant: string;
  readonly cloud: string;
  readonly tokenEnv: string;
  readonly publisher?: string;
  readonly contentType?: readonly ContentType[];
  readonly since?: number;
  readonly until?: number;
}

export function addSyncCommand(program: Command, context: CommandContext): void {
  program
    .command('sync')
    .description('Bring what the service has into the archive; goes on where it stopped.')
    .requiredOption('--archive <folder>', 'folder of the archive; made if absent')
    .requiredOption('--tenant <guid>', 'the tenant', parseGuid)
    .requiredOption('--cloud <cloud>', 'enterprise, gcc, gcchigh, dod, or the origin of another host')
    .requiredOption('--token-env <variable>', 'environment variable that holds a bearer token')
    .option('--publisher <guid>', 'what the service counts requests by; the tenant if absent', parseGuid)
    .option('--content-type <type>', 'only this content type; may be repeated', parseContentTypes)
    .option('--since <time>', 'from when content became available, in UTC; 7 days ago if absent', parseTime)
    .option('--until <time>', 'to when, in UTC; now if absent', parseTime)
    .action((options: SyncOptions) => runSync(options, context));
}

async function runSync(options: SyncOptions, context: CommandContext): Promise<void> {
  const { signal } = context;
  const until = options.until ?? Date.now();
  const range = { start: options.since ?? until - retentionMs, end: until };
  if (range.start >= range.end) {
    throw new RangeError('--since must be before --until, which is now if absent.');
  }
  const progress = new Progress(context.stderr);
  const client = new ManagementApiClient({
    origin: resolveCloud({ cloud: options.cloud }).apiOrigin,
    tenantId: options.tenant,
    publisherIdentifier: options.publisher,
    getToken: () => readToken(options.tokenEnv, context),
    onRetry: (error, waitMs) => {
      progress.tell(`${error.message} Asking again in ${Math.ceil(waitMs / 1_000)} s.`);
    },
  });
  try {
    await withArchive(options.archive, async (store) => {
      const sync = new ContentSync({ client, store, tenantId: options.tenant });
      for (const contentType of options.contentType ?? (await findEnabled(client, progress, signal))) {
        await syncContentType(sync, contentType, range, options.since !== undefined, progress, context);
      }
    });
  } finally {
    await client.close();
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

/** A token that was refused is given again: there is no other, and the service's own answer says best what is wrong with it. */
function readToken(variable: string, { env }: CommandContext): Promise<string> {
  const token = env[variable]?.trim() ?? '';
  // A bearer token has no white space (RFC 6750): a header could not hold a line break, say.
  return /^[!-~]+$/.test(token)
    ? Promise.resolve(token)
    : Promise.reject(
        new EngineError({ kind: 'signIn', message: `The environment variable ${variable} holds no token.` }),
      );
}
