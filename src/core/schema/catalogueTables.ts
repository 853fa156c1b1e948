import type { TableSchema } from '../kql/tableSchema';

/** The content blobs that the service listed or told of, one row each, as they are now. */
export const contentBlobsTable = {
  name: 'ContentBlobs',
  columns: [
    { name: 'TenantId', type: 'string' },
    { name: 'ContentType', type: 'string' },
    { name: 'ContentId', type: 'string' },
    { name: 'ContentUri', type: 'string' },
    { name: 'ContentCreated', type: 'datetime' },
    { name: 'ContentExpiration', type: 'datetime' },
    /** `listed`, `archived`, `failed` or `lost`: one that was not fetched is lost when it expires. */
    { name: 'State', type: 'string' },
    /** Null until it was fetched. */
    { name: 'Records', type: 'long' },
    /** How many of them the archive had already. */
    { name: 'Duplicates', type: 'long' },
    /** Why it failed or is lost. */
    { name: 'Reason', type: 'string' },
  ],
} as const satisfies TableSchema;

/** The windows that were listed, whole: one row for each time. */
export const contentWindowsTable = {
  name: 'ContentWindows',
  columns: [
    { name: 'TenantId', type: 'string' },
    { name: 'ContentType', type: 'string' },
    { name: 'StartTime', type: 'datetime' },
    { name: 'EndTime', type: 'datetime' },
    { name: 'ListedTime', type: 'datetime' },
    { name: 'Pages', type: 'long' },
    { name: 'Blobs', type: 'long' },
  ],
} as const satisfies TableSchema;

/** What the catalogue of the archive knows, as tables: so that "is anything missing?" is a query. */
export const catalogueTables: readonly TableSchema[] = [contentBlobsTable, contentWindowsTable];
