import path from 'node:path';
import { z } from 'zod';
import { demoCloud, InvalidCloudError, resolveCloud } from '../../core/api/cloud';
import type { Cloud } from '../../core/api/cloud';
import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import { ManagementApiClient } from '../api/managementApiClient';
import type { Archive } from '../archive/archive';
import type { QueryRunner } from '../query/queryRunner';
import { ContentSync } from '../sync/contentSync';
import { DemoTenant } from './demoTenant';
import type { EngineLog } from './engineLog';
import { PromiseCache } from './promiseCache';
import type { TokenCache } from './tokenCache';

export interface TenantsOptions {
  /** Folder of the archive of real tenants. */
  readonly archiveFolder: string;
  readonly tokens: TokenCache;
  readonly log: EngineLog;
}

/** They become part of addresses and paths. */
const connectionIds = z.object({ tenantId: z.guid(), publisherIdentifier: z.guid().optional() });

/** What serves a connection: the client of its tenant, the archive that holds its records, and both together. Made on first use. */
export class Tenants {
  private readonly demo: DemoTenant;
  private readonly clients = new PromiseCache<ManagementApiClient>();
  private readonly archives = new PromiseCache<Archive>();
  private readonly queryRunners = new PromiseCache<QueryRunner>();

  constructor(private readonly options: TenantsOptions) {
    this.demo = new DemoTenant(path.join(options.archiveFolder, '..', 'demo-archive'), options.log);
  }

  /** @throws EngineError where the connection's settings are wrong; the other methods as well */
  async client(connection: Connection): Promise<ManagementApiClient> {
    assertValidIds(connection);
    const { id, cloud, tenantId, clientId, publisherIdentifier } = connection;
    const key = JSON.stringify([id, cloud, tenantId, clientId, publisherIdentifier]);
    return this.clients.get(key, () => this.createClient(connection));
  }

  async archive(connection: Connection): Promise<Archive> {
    assertValidIds(connection);
    const folder = await this.archiveFolder(connection);
    return this.archives.get(folder, async () => {
      const { Archive } = await import('../archive/archive');
      return Archive.open(folder);
    });
  }

  async sync(connection: Connection): Promise<ContentSync> {
    const [client, store] = await Promise.all([this.client(connection), this.archive(connection)]);
    return new ContentSync({ client, store, tenantId: connection.tenantId });
  }

  async queryRunner(connection: Connection): Promise<QueryRunner> {
    const archive = await this.archive(connection);
    return this.queryRunners.get(await this.archiveFolder(connection), async () => {
      const { QueryRunner } = await import('../query/queryRunner');
      return new QueryRunner(archive);
    });
  }

  async dispose(): Promise<void> {
    const clients = await this.clients.drain();
    await Promise.all(clients.map((client) => client.close()));
    const queryRunners = await this.queryRunners.drain();
    queryRunners.forEach((runner) => {
      runner.close();
    });
    const archives = await this.archives.drain();
    await Promise.all(archives.map((archive) => archive.close()));
    await this.demo.dispose();
  }

  private archiveFolder(connection: Connection): Promise<string> {
    return connection.cloud === demoCloud ? this.demo.archiveFolder() : Promise.resolve(this.options.archiveFolder);
  }

  private async createClient(connection: Connection): Promise<ManagementApiClient> {
    if (connection.cloud === demoCloud) {
      return this.demo.createClient(connection);
    }
    const { apiOrigin, resource } = resolveConnectionCloud(connection);
    const { tokens, log } = this.options;
    return new ManagementApiClient({
      origin: apiOrigin,
      tenantId: connection.tenantId,
      publisherIdentifier: connection.publisherIdentifier,
      getToken: (options) => tokens.get(connection, resource, options),
      onRetry: (error, waitMs) => {
        log.info(`${error.data.code ?? error.data.kind}: asking again in ${Math.ceil(waitMs / 1_000)} s`);
      },
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

function resolveConnectionCloud(connection: Connection): Cloud {
  try {
    return resolveCloud(connection);
  } catch (error) {
    throw error instanceof InvalidCloudError ? invalidConnection(error.message) : error;
  }
}

function invalidConnection(message: string): EngineError {
  return new EngineError({ kind: 'api', code: 'InvalidConnection', message: `${message} Correct it in the settings.` });
}
