import { QuotaKeeper } from './quotaKeeper';
import { QuotaShare } from './quotaShare';
import type { Timing } from './timing';
import { systemTiming } from './timing';

/** What the service counts requests by. */
export interface QuotaOwner {
  /** Origin of the API. */
  readonly origin: string;
  readonly tenantId: string;
}

export interface QuotaKeepersOptions {
  readonly requestsPerMinute: number;
  /** Folder through which the processes of this computer share the quotas; not at all where it is absent. */
  readonly folder?: string;
  readonly timing?: Timing;
}

/** The quota of each tenant, shared by all connections to it. */
export class QuotaKeepers {
  private readonly keepers = new Map<string, QuotaKeeper>();
  private readonly folder: string | undefined;
  private readonly timing: Timing;
  private requestsPerMinute: number;

  constructor({ requestsPerMinute, folder, timing = systemTiming }: QuotaKeepersOptions) {
    this.requestsPerMinute = requestsPerMinute;
    this.folder = folder;
    this.timing = timing;
  }

  get({ origin, tenantId }: QuotaOwner): QuotaKeeper {
    const key = JSON.stringify([origin, tenantId].map((part) => part.toLowerCase()));
    const existing = this.keepers.get(key);
    if (existing !== undefined) {
      return existing;
    }
    const share = this.folder === undefined ? undefined : new QuotaShare(this.folder, key, this.timing);
    const { requestsPerMinute, timing } = this;
    const keeper = new QuotaKeeper({ requestsPerMinute, timing, share });
    this.keepers.set(key, keeper);
    return keeper;
  }

  /** Another setting of the user; holds at once. */
  changeQuota(requestsPerMinute: number): void {
    this.requestsPerMinute = requestsPerMinute;
    for (const keeper of this.keepers.values()) {
      keeper.changeQuota(requestsPerMinute);
    }
  }

  /** Takes this process out of those that share the quotas. */
  async close(): Promise<void> {
    await Promise.all([...this.keepers.values()].map((keeper) => keeper.close()));
  }
}
