/** A process that deletes what is before a time, in milliseconds: `deleteProcess.ts FOLDER TENANT UNTIL`. */
import { Archive } from '../../../../src/engine/archive/archive';
import { deleteRecords } from '../../../../src/engine/data/deleteRecords';

const [folder = '', tenantId = '', until = ''] = process.argv.slice(2);
const archive = await Archive.open(folder);
await deleteRecords(archive, tenantId, { until: Number(until) });
