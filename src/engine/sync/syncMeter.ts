import type { ContentType } from '../../core/api/contentType';
import type { SyncProgress } from '../../core/protocol/archiveProtocol';
import type { DownloadProgress } from './blobDownload';
import { remainingTime } from './remainingTime';
import type { SyncPlan } from './syncPlan';

export type TenantSyncProgress = Omit<SyncProgress, 'progressToken'>;
type WindowCount = Pick<SyncProgress, 'windowsDone' | 'windowsTotal'>;

const nothing: DownloadProgress = { blobsDone: 0, records: 0, bytes: 0 };
const noWindows: WindowCount = { windowsDone: 0, windowsTotal: 0 };

/** Counts what a sync of several content types has done, and tells it at each change. */
export class SyncMeter {
  private readonly windows = new Map<ContentType, WindowCount>();
  private contentTypesDone = 0;
  /** Blobs of all content types. */
  private blobsTotal = 0;
  private fetchingSince = 0;
  /** What the content types came to that were fetched before the present one. */
  private earlier = nothing;
  private present = nothing;

  /** @param elapsed milliseconds since some beginning */
  constructor(
    private readonly contentTypesTotal: number,
    private readonly elapsed: () => number,
    private readonly onProgress: ((progress: TenantSyncProgress) => void) | undefined,
  ) {}

  list(contentType: ContentType, windowsDone: number, windowsTotal: number): void {
    this.windows.set(contentType, { windowsDone, windowsTotal });
    this.tell(contentType, 'listing', 0);
  }

  startFetching(plans: readonly SyncPlan[]): void {
    this.blobsTotal = plans.reduce((sum, { blobs }) => sum + blobs.length, 0);
    this.fetchingSince = this.elapsed();
  }

  fetch({ contentType, blobs }: SyncPlan, progress: DownloadProgress): void {
    this.present = progress;
    this.tell(contentType, 'fetching', blobs.length);
  }

  /** A content type is done, for better or worse: what was not fetched of its plan takes no time any more. */
  end(contentType: ContentType, plan: SyncPlan | undefined): void {
    const { blobsDone, records, bytes } = this.present;
    const planned = plan?.blobs.length ?? 0;
    this.contentTypesDone += 1;
    this.blobsTotal -= planned - blobsDone;
    this.tell(contentType, plan === undefined ? 'listing' : 'fetching', planned);
    this.earlier = {
      blobsDone: this.earlier.blobsDone + blobsDone,
      records: this.earlier.records + records,
      bytes: this.earlier.bytes + bytes,
    };
    this.present = nothing;
  }

  private tell(contentType: ContentType, phase: SyncProgress['phase'], blobsTotal: number): void {
    const { blobsDone, records, bytes } = this.present;
    const remainingMs =
      phase === 'listing'
        ? undefined
        : remainingTime(this.earlier.blobsDone + blobsDone, this.blobsTotal, this.elapsed() - this.fetchingSince);
    this.onProgress?.({
      contentType,
      phase,
      contentTypesDone: this.contentTypesDone,
      contentTypesTotal: this.contentTypesTotal,
      ...(this.windows.get(contentType) ?? noWindows),
      blobsDone,
      blobsTotal,
      records: this.earlier.records + records,
      bytes: this.earlier.bytes + bytes,
      ...(remainingMs === undefined ? {} : { remainingMs }),
    });
  }
}
