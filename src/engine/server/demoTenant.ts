import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Connection } from '../../core/api/connection';
import { dayMs } from '../../core/api/contentWindow';
import type { Sandbox } from '../../sandbox/sandbox';
import type { ManagementApiClientOptions } from '../api/managementApiClient';
import { ManagementApiClient } from '../api/managementApiClient';
import { QuotaKeeper } from '../api/quotaKeeper';
import { systemTiming } from '../api/timing';
import { GraphClient } from '../graph/graphClient';
import type { CreateDispatcher } from '../network/network';
import type { EngineLog } from './engineLog';
import { PromiseCache } from './promiseCache';

/** More than the service allows: nobody shares the demo tenant, and nobody should wait to try it out. */
const requestsPerMinute = 60_000;

/** The demo tenant, played by this process; its token never leaves it. */
export class DemoTenant {
  private readonly sandboxes = new PromiseCache<Sandbox>();
  private folder: Promise<string> | undefined;

  /** @param root folder of the demo tenant's archives, one a day */
  constructor(
    private readonly root: string,
    private readonly log: EngineLog,
    private readonly now: () => number = Date.now,
  ) {}

  async createClient(
    { tenantId }: Connection,
    options: Pick<ManagementApiClientOptions, 'retry' | 'onSubscriptions'>,
  ): Promise<ManagementApiClient> {
    const { origin, token } = await this.sandbox(tenantId);
    const quota = new QuotaKeeper({ requestsPerMinute, timing: systemTiming });
    return new DemoClient({ ...options, origin, tenantId, getToken: () => Promise.resolve(token), quota });
  }

  async createGraphClient({ tenantId }: Connection, createDispatcher: CreateDispatcher): Promise<GraphClient> {
    const { origin, token } = await this.sandbox(tenantId);
    return new GraphClient({ origin, createDispatcher, getToken: () => Promise.resolve(token) });
  }

  /** The archive of today: the demo tenant's records are made anew for each day, and those of two days do not fit together. */
  archiveFolder(): Promise<string> {
    this.folder ??= this.prepareFolder();
    return this.folder;
  }

  async dispose(): Promise<void> {
    const sandboxes = await this.sandboxes.drain();
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  }

  private sandbox(tenantId: string): Promise<Sandbox> {
    return this.sandboxes.get(tenantId, () => startDemoSandbox(tenantId));
  }

  private async prepareFolder(): Promise<string> {
    const now = this.now();
    // Yesterday's stays, because another window may still have it open.
    const oldest = formatDay(now - dayMs);
    try {
      const outdated = (await readdir(this.root)).filter((name) => name < oldest);
      await Promise.all(outdated.map((name) => rm(path.join(this.root, name), { recursive: true, force: true })));
    } catch (error) {
      const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isAbsent) {
        this.log.warn('An archive of the demo tenant from an earlier day could not be deleted.');
      }
    }
    return path.join(this.root, formatDay(now));
  }
}

/** Its port is another one after each start, while the archive remembers the addresses of earlier ones. */
class DemoClient extends ManagementApiClient {
  override fetchBlob(contentUri: string, signal?: AbortSignal): Promise<Uint8Array> {
    const { pathname, search } = new URL(contentUri);
    return super.fetchBlob(`${this.origin}${pathname}${search}`, signal);
  }
}

/** Loaded when it is needed, because most engines never play the demo tenant. */
async function startDemoSandbox(tenantId: string): Promise<Sandbox> {
  const { startSandbox } = await import('../../sandbox/sandbox');
  return startSandbox({
    // So that there is something to see once it is started.
    stopped: ['DLP.All'],
    tenantId,
    requestsPerMinute,
    // For those who try webhooks: the receiver of this computer is one, changes need no wait of 15 minutes, the first notification
    // comes at once, and it takes a minute, not an hour, until a webhook that fails is disabled.
    allowHttpWebhooks: true,
    startIntervalMs: 0,
    webhooks: { catchUp: 1, retryMs: 4_000, maxFailures: 5 },
  });
}

function formatDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
