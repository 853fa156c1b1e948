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
    /** Why it failed or is lost, or what of it is kept apart. */
    { name: 'Reason', type: 'string' },
    /** When it came; null until it was fetched, and for blobs that older versions fetched. */
    { name: 'FetchedTime', type: 'datetime' },
    /** How many of its elements are no records; they are kept apart. */
    { name: 'Unreadable', type: 'long' },
    /** How often it failed so far. */
    { name: 'Attempts', type: 'long' },
    /** When another try makes sense. */
    { name: 'RetryTime', type: 'datetime' },
    /** How many of its records are not kept, since those of their time were deleted before; null where none are. */
    { name: 'LeftOut', type: 'long' },
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
    /** Up to when nothing new could come when it was listed; null where all of it was too recent. */
    { name: 'SettledTime', type: 'datetime' },
    /** Whether all of it was settled: another listing is not expected to find anything new. */
    { name: 'Settled', type: 'bool' },
  ],
} as const satisfies TableSchema;

/** Whether content is collected at all: one row for each content type, as the service listed it last to the app that asked. */
export const subscriptionsTable = {
  name: 'Subscriptions',
  columns: [
    { name: 'TenantId', type: 'string' },
    { name: 'ContentType', type: 'string' },
    /** `enabled`, `disabled` by an administrator or by the service, or `none`: then nothing of it is collected. */
    { name: 'Status', type: 'string' },
    /** Without query and user, which may hold keys; empty where there is no webhook, as the status is. */
    { name: 'WebhookAddress', type: 'string' },
    /** `enabled`, `disabled` or `expired`. */
    { name: 'WebhookStatus', type: 'string' },
    /** Null where it does not expire. */
    { name: 'WebhookExpiration', type: 'datetime' },
    /** When it was noted last; as long as nothing changes, this is every few hours at most. */
    { name: 'ListedTime', type: 'datetime' },
  ],
} as const satisfies TableSchema;

/** What the catalogue of the archive knows, as tables: so that "is anything missing?" is a query. */
export const catalogueTables: readonly TableSchema[] = [contentBlobsTable, contentWindowsTable, subscriptionsTable];
