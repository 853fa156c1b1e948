/** Syncs a tenant in small steps, until it is done or killed: `syncProcess.ts FOLDER ORIGIN TENANT TOKEN`. */
import { ManagementApiClient } from '../../../../../src/engine/api/managementApiClient';
import { Archive } from '../../../../../src/engine/archive/archive';
import { TenantSync } from '../../../../../src/engine/sync/tenantSync';

const [folder = '', origin = '', tenantId = '', token = ''] = process.argv.slice(2);
process.stdout.write('begin\n');
const archive = await Archive.open(folder);
const client = new ManagementApiClient({ origin, tenantId, getToken: () => Promise.resolve(token) });
const sync = new TenantSync({ client, store: archive, tenantId, batchLimits: { blobs: 3, bytes: 1_000_000 } });
const { contentTypes } = await sync.run();
for (const { error } of contentTypes) {
  if (error !== undefined) {
    throw new Error(error.message);
  }
}
await client.close();
await archive.close();
