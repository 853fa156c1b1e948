import path from 'node:path';
import { z } from 'zod';
import { demoCloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { ToldSubscriptions } from '../api/managementApiClient';
import { ManagementApiClient } from '../api/managementApiClient';
import type { QuotaKeepers } from '../api/quotaKeepers';
import type { RetryPolicy } from '../api/retryPolicy';
import { defaultRetryPolicy } from '../api/retryPolicy';
import { describeClockOffset } from '../api/serverClock';
import type { Archive } from '../archive/archive';
import type { MoveOptions } from '../data/moveArchive';
import { GraphClient } from '../graph/graphClient';
import { createGetGraphToken } from '../graph/graphToken';
import type { Network } from '../network/network';
import type { QueryRunner } from '../query/queryRunner';
import { invalidConnection, resolveConnectionCloud } from '../signIn/connectionCloud';
import { connectionIdentity } from '../signIn/connectionIdentity';
import { createGetFeedToken } from '../signIn/feedToken';
import { ContentSync } from '../sync/contentSync';
import { TenantSync } from '../sync/tenantSync';
import { DemoTenant } from './demoTenant';
import { describeFailure } from './describeFailure';
import type { EngineLog } from './engineLog';
import { PromiseCache } from './promiseCache';
import { SubscriptionRecorder } from './subscriptionRecorder';
import type { TokenCache } from './tokenCache';

export interface TenantsOptions {
  /** Folder of the archive of real tenants. */
  readonly archiveFolder: string;
  /** Root of the demo tenant's archives; beside the archive where it is absent. */
  readonly demoArchiveFolder?: string | undefined;
  /** Whether none is begun in `archiveFolder`. */
  readonly archiveMustExist?: boolean | undefined;
  readonly tokens: TokenCache;
  readonly network: Network;
  readonly quotas: QuotaKeepers;
  readonly log: EngineLog;
  /** Looks for requests that were cancelled, see `ComputingQueries`. */
  readonly hearCancellations?: () => void;
}

/** They become part of addresses and paths. */
const connectionIds = z.object({ tenantId: z.guid(), publisherIdentifier: z.guid().optional() });

/** What serves a connection: the client of its tenant, the archive that holds its records, and both together. Made on first use. */
export class Tenants {
  private readonly demo: DemoTenant;
  private readonly clients = new PromiseCache<ManagementApiClient>();
  private readonly retiredClients: ManagementApiClient[] = [];
  private readonly archives = new PromiseCache<Archive>();
  private readonly subscriptions: SubscriptionRecorder;
  private readonly queryRunners = new PromiseCache<QueryRunner>();
  /** They hold results of queries, and nothing else of use. */
  private readonly movedArchives: Archive[] = [];
  /** Of the archive of real tenants; another one once it was moved. */
  private folder: string;

  constructor(private readonly options: TenantsOptions) {
    this.folder = options.archiveFolder;
    const { archiveFolder, demoArchiveFolder = path.join(archiveFolder, '..', 'demo-archive'), log } = options;
    this.demo = new DemoTenant(demoArchiveFolder, log);
    this.subscriptions = new SubscriptionRecorder((folder) => this.archives.find(folder), log);
  }

  /** @throws EngineError where the connection's settings are wrong; the other methods as well */
  async client(connection: Connection): Promise<ManagementApiClient> {
    assertValidIds(connection);
    const key = JSON.stringify([connectionIdentity(connection), connection.publisherIdentifier]);
    return this.clients.get(key, () => this.createClient(connection));
  }

  /** A client of one's own, with less patience; whoever asks for it closes it. */
  async openClient(connection: Connection, retry: RetryPolicy): Promise<ManagementApiClient> {
    assertValidIds(connection);
    return this.createClient(connection, retry);
  }

  async archive(connection: Connection): Promise<Archive> {
    assertValidIds(connection);
    const folder = await this.archiveFolder(connection);
    const absolute = path.resolve(folder);
    return this.archives.get(absolute, async () => {
      const { Archive } = await import('../archive/archive');
      const { archiveFolder, archiveMustExist = false } = this.options;
      const mustExist = folder === this.folder && (archiveMustExist || folder !== archiveFolder);
      const archive = await Archive.open(absolute, { mustExist });
      void this.subscriptions.recordWaiting(absolute);
      return archive;
    });
  }

  /** The archives that are in use. */
  openArchives(): Promise<readonly Archive[]> {
    return this.archives.held();
  }

  /**
   * Moves the archive that holds a connection's records. What was found in the old one can still be looked at.
   *
   * @throws EngineError `archive` if it cannot be moved
   */
  async moveArchive(connection: Connection, folder: string, options: MoveOptions): Promise<void> {
    if (connection.cloud === demoCloud) {
      throw new EngineError({
        kind: 'archive',
        message: "The demo tenant's archive is made anew each day, so it is not moved.",
      });
    }
    const { moveArchive } = await import('../data/moveArchive');
    const archive = await this.archive(connection);
    await moveArchive(archive, folder, options);
    this.folder = folder;
    this.archives.forget(archive.folder);
    this.movedArchives.push(archive);
  }

  async sync(connection: Connection): Promise<ContentSync> {
    const [client, store] = await Promise.all([this.client(connection), this.archive(connection)]);
    return new ContentSync({ client, store, tenantId: connection.tenantId });
  }

  async tenantSync(connection: Connection): Promise<TenantSync> {
    const [client, store] = await Promise.all([this.client(connection), this.archive(connection)]);
    return new TenantSync({ client, store, tenantId: connection.tenantId });
  }

  async queryRunner(connection: Connection): Promise<QueryRunner> {
    const archive = await this.archive(connection);
    return this.queryRunners.get(await this.archiveFolder(connection), async () => {
      const [{ QueryRunner }, { HotRecords }] = await Promise.all([
        import('../query/queryRunner'),
        import('../query/records/hotRecords'),
      ]);
      const onFailure = (error: unknown): void => {
        this.options.log.debug(`Records are not kept in memory: ${describeFailure(error)}`);
      };
      return new QueryRunner(archive, new HotRecords(archive, { onFailure }), this.options.hearCancellations);
    });
  }

  /** Looks up in Microsoft Graph, with a token for it alone. */
  async graph(connection: Connection): Promise<GraphClient> {
    assertValidIds(connection);
    const { tokens, network } = this.options;
    const { createDispatcher } = network;
    if (connection.cloud === demoCloud) {
      return this.demo.createGraphClient(connection, createDispatcher);
    }
    const { graphOrigin, authority } = resolveConnectionCloud(connection);
    if (graphOrigin === undefined) {
      throw new EngineError({
        kind: 'api',
        code: 'GraphUnknown',
        message: `Where Microsoft Graph is for those who sign in at ${new URL(authority).host} is not known. Nobody was asked.`,
      });
    }
    return new GraphClient({
      origin: graphOrigin,
      createDispatcher,
      getToken: createGetGraphToken(tokens, connection, graphOrigin),
    });
  }

  /** New clients from now on, because settings have changed. Those in use finish what they began. */
  async renewClients(): Promise<void> {
    this.retiredClients.push(...(await this.clients.drain()));
  }

  async dispose(): Promise<void> {
    const clients = [...this.retiredClients, ...(await this.clients.drain())];
    await Promise.all(clients.map((client) => client.close()));
    const queryRunners = await this.queryRunners.drain();
    queryRunners.forEach((runner) => {
      runner.close();
    });
    const archives = [...this.movedArchives, ...(await this.archives.drain())];
    await Promise.all(archives.map((archive) => archive.close()));
    await this.demo.dispose();
  }

  private archiveFolder(connection: Connection): Promise<string> {
    return connection.cloud === demoCloud ? this.demo.archiveFolder() : Promise.resolve(this.folder);
  }

  private async recordSubscriptions(connection: Connection, told: ToldSubscriptions): Promise<void> {
    const folder = path.resolve(await this.archiveFolder(connection));
    await this.subscriptions.record(folder, connection.tenantId, told);
  }

  private async createClient(connection: Connection, retry = defaultRetryPolicy): Promise<ManagementApiClient> {
    const onSubscriptions = (told: ToldSubscriptions): void => {
      void this.recordSubscriptions(connection, told);
    };
    if (connection.cloud === demoCloud) {
      return this.demo.createClient(connection, { retry, onSubscriptions });
    }
    const { apiOrigin } = resolveConnectionCloud(connection);
    const { tokens, network, quotas, log } = this.options;
    const { tenantId, publisherIdentifier = tenantId } = connection;
    return new ManagementApiClient({
      origin: apiOrigin,
      tenantId,
      publisherIdentifier,
      quota: quotas.get({ origin: apiOrigin, tenantId }),
      getToken: createGetFeedToken(tokens, connection),
      createDispatcher: network.createDispatcher,
      retry,
      onRetry: (error, waitMs) => {
        log.info(`${error.data.code ?? error.data.kind}: asking again in ${Math.ceil(waitMs / 1_000)} s`);
      },
      onClockOffset: (offsetMs) => {
        log.warn(describeClockOffset(offsetMs));
      },
      onSubscriptions,
    });
  }
}

function assertValidIds(connection: Connection): void {
  if (!connectionIds.safeParse(connection).success) {
    throw invalidConnection(
      `The connection "${connection.name}" needs a GUID for its tenant, and for its publisher if it names one.`,
    );
  }
}
