import path from 'node:path';
import type { TenantCatalogue } from '../log/catalogue';

/** The records of one tenant, or of all, as they are now: what a query reads. */
export interface RecordSet {
  /** Whose they are; all tenants' where it is absent. */
  readonly tenantId: string | undefined;
  /** Changes when the files do, and with them the records. */
  readonly version: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** How many records they hold. */
  readonly count: number;
  /** Documented fields that are columns of one file at least. */
  readonly columns: ReadonlySet<string>;
  /** Keys that records have and files have no column for. */
  readonly otherKeys: ReadonlySet<string>;
}

/** @param tenantId whose records they are; those of all tenants where it is absent */
export function recordSetOf(
  archiveFolder: string,
  tenantId: string | undefined,
  tenants: readonly TenantCatalogue[],
): RecordSet {
  return {
    tenantId,
    // Each commit changes one tenant: of several, the newest tells all.
    version: `${tenantId ?? '*'} ${Math.max(0, ...tenants.map(({ filesVersion }) => filesVersion))}`,
    files: tenants.flatMap(({ files }) => files.map((file) => path.join(archiveFolder, file.path))),
    count: tenants.reduce((sum, { files }) => files.reduce((each, { records }) => each + records, sum), 0),
    columns: new Set(tenants.flatMap(({ columns }) => [...columns])),
    otherKeys: new Set(tenants.flatMap(({ otherKeys }) => [...otherKeys])),
  };
}
