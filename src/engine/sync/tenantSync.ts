import type { ContentType } from '../../core/api/contentType';
import { contentTypes as allContentTypes } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { SyncedContentType, SyncSummary } from '../../core/protocol/archiveProtocol';
import { EngineError } from '../../core/protocol/engineError';
import type { ManagementApiClient } from '../api/managementApiClient';
import type { Timing } from '../api/timing';
import { systemTiming } from '../api/timing';
import type { DownloadProgress } from './blobDownload';
import type { ContentSyncOptions } from './contentSync';
import { ContentSync } from './contentSync';
import type { TenantSyncProgress } from './syncMeter';
import { SyncMeter } from './syncMeter';
import type { SyncPlan } from './syncPlan';

export interface TenantSyncOptions extends Omit<ContentSyncOptions, 'client' | 'now'> {
  readonly client: ContentSyncOptions['client'] & Pick<ManagementApiClient, 'listSubscriptions'>;
  readonly timing?: Pick<Timing, 'now' | 'elapsed'>;
}

export interface TenantSyncRun {
  /** Those with an enabled subscription, where it is absent. */
  readonly contentTypes?: readonly ContentType[] | undefined;
  /** All that the service still has, where it is absent. */
  readonly range?: ContentWindow | undefined;
  /** Nobody waits: what someone waits for goes first, and a blob that failed is left alone until its time comes. */
  readonly isBackground?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TenantSyncProgress) => void) | undefined;
}

interface ChosenContentTypes {
  readonly chosen: readonly ContentType[];
  readonly notSubscribed: readonly ContentType[];
}

/**
 * Brings the content of a tenant into the archive, as much as is missing: lists what is not settled, and fetches what the archive
 * lacks. All content types are listed before the first is fetched, so that the time left can be told.
 */
export class TenantSync {
  private readonly client: TenantSyncOptions['client'];
  private readonly sync: ContentSync;
  private readonly timing: Pick<Timing, 'now' | 'elapsed'>;

  constructor({ timing = systemTiming, ...options }: TenantSyncOptions) {
    this.client = options.client;
    this.timing = timing;
    this.sync = new ContentSync({ ...options, now: () => timing.now() });
  }

  /**
   * A content type that the service refuses, or that cannot be reached, does not stop the others. When cancelled, it ends at once,
   * and what was fetched stays: the next sync goes on from there.
   *
   * @throws EngineError where no content type can go on: there is no sign-in, or the archive cannot be read or written
   */
  async run(run: TenantSyncRun = {}): Promise<SyncSummary> {
    const { range, isBackground, signal, onProgress } = run;
    const { chosen, notSubscribed } = await this.choose(run);
    const meter = new SyncMeter(chosen.length, () => this.timing.elapsed(), onProgress);
    const results = new Map<ContentType, SyncedContentType>();
    const attempt = async <T>(contentType: ContentType, step: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await step();
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof EngineError) || concernsAll(error, contentType)) {
          throw error;
        }
        results.set(contentType, { contentType, error: error.data });
        return undefined;
      }
    };

    const plans: SyncPlan[] = [];
    for (const contentType of chosen) {
      const onWindow = (done: number, total: number): void => {
        meter.list(contentType, done, total);
      };
      const plan = await attempt(contentType, () =>
        this.sync.plan(contentType, { range, isBackground, signal, onWindow }),
      );
      if (plan === undefined) {
        meter.end(contentType, undefined);
      } else {
        plans.push(plan);
      }
    }
    meter.startFetching(plans);
    for (const plan of plans) {
      const { contentType } = plan;
      await attempt(contentType, async () => {
        const onFetched = (progress: DownloadProgress): void => {
          meter.fetch(plan, progress);
        };
        const summary = await this.sync.fetchPlanned(plan, { signal, onProgress: onFetched });
        results.set(contentType, { contentType, summary });
      });
      meter.end(contentType, plan);
    }
    return { contentTypes: chosen.flatMap((contentType) => results.get(contentType) ?? []), notSubscribed };
  }

  private async choose({ contentTypes, signal }: TenantSyncRun): Promise<ChosenContentTypes> {
    if (contentTypes !== undefined) {
      return { chosen: [...new Set(contentTypes)], notSubscribed: [] };
    }
    const subscriptions = await this.client.listSubscriptions(signal);
    const enabled = new Set(
      subscriptions.filter(({ status }) => status === 'enabled').map(({ contentType }) => contentType),
    );
    return {
      chosen: allContentTypes.filter((contentType) => enabled.has(contentType)),
      notSubscribed: allContentTypes.filter((contentType) => !enabled.has(contentType)),
    };
  }
}

/** Who has no token has none for the others either; but DLP.All needs a permission of its own. */
function concernsAll({ data }: EngineError, contentType: ContentType): boolean {
  return data.kind === 'archive' || (data.kind === 'signIn' && contentType !== 'DLP.All');
}
