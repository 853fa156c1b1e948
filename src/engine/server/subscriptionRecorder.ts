import type { Subscription } from '../../core/protocol/subscriptionProtocol';
import type { ToldSubscriptions } from '../api/managementApiClient';
import type { Archive } from '../archive/archive';
import { describeFailure } from './describeFailure';
import type { EngineLog } from './engineLog';

/** What the service said of one content type, and is to be recorded. */
interface Told {
  readonly folder: string;
  readonly tenantId: string;
  readonly subscription: Subscription;
  readonly toldAt: number;
}

/**
 * Lets archives know what the service says of subscriptions. No archive is opened for it, which takes a while: what comes before is kept
 * until one is. Nobody waits for it, and an archive that cannot be written is a matter for the log.
 */
export class SubscriptionRecorder {
  /** The last that was told, of each folder, tenant and content type. */
  private waiting: readonly Told[] = [];

  /** @param findArchive gives the archive of a folder if it is open, or about to be */
  constructor(
    private readonly findArchive: (folder: string) => Promise<Archive | undefined>,
    private readonly log: EngineLog,
  ) {}

  /** Records it in the archive of the folder, once that is open. It never fails. */
  async record(folder: string, tenantId: string, { subscriptions, toldAt }: ToldSubscriptions): Promise<void> {
    const contentTypes = new Set(subscriptions.map(({ contentType }) => contentType));
    const isReplaced = (told: Told): boolean =>
      told.folder === folder && told.tenantId === tenantId && contentTypes.has(told.subscription.contentType);
    this.waiting = [
      ...this.waiting.filter((told) => !isReplaced(told)),
      ...subscriptions.map((subscription) => ({ folder, tenantId, subscription, toldAt })),
    ];
    await this.recordWaiting(folder);
  }

  /** To be called when the archive of the folder was opened. It never fails. */
  async recordWaiting(folder: string): Promise<void> {
    const archive = await this.findArchive(folder);
    if (archive === undefined) {
      return;
    }
    const due = this.waiting.filter((told) => told.folder === folder);
    this.waiting = this.waiting.filter((told) => told.folder !== folder);
    for (const tenantId of new Set(due.map((told) => told.tenantId))) {
      const ofTenant = due.filter((told) => told.tenantId === tenantId);
      const subscriptions = ofTenant.map(({ subscription }) => subscription);
      const toldAt = Math.max(...ofTenant.map((told) => told.toldAt));
      try {
        await archive.recordSubscriptions(tenantId, subscriptions, toldAt);
      } catch (error) {
        this.log.warn(`Subscriptions: ${describeFailure(error)}`);
      }
    }
  }
}
