import type { ContentType } from '../api/contentType';
import type { ContentWindow } from '../api/contentWindow';
import type { Connection } from '../api/connection';
import type { FetchSummary } from './contentProtocol';
import type { EngineErrorData } from './engineError';
import type { ConnectionParams } from './requestParams';

/** Chosen by the host; comes back with each `m365Audit/…Progress`. */
interface Tracked {
  readonly progressToken?: string;
}

export interface SyncContentParams extends ConnectionParams, Tracked {
  /** Those with an enabled subscription, where it is absent. */
  readonly contentTypes?: readonly ContentType[];
  /** All that the service still has, where it is absent. */
  readonly range?: ContentWindow;
}

/** What a sync came to, by content type. One that the service refuses does not stop the others. */
export interface SyncedContentType {
  readonly contentType: ContentType;
  readonly summary?: FetchSummary;
  readonly error?: EngineErrorData;
}

export interface SyncSummary {
  readonly contentTypes: readonly SyncedContentType[];
  /** Content types that were passed over, because they have no enabled subscription. */
  readonly notSubscribed: readonly ContentType[];
}

export interface SyncProgress {
  readonly progressToken: string;
  readonly contentType: ContentType;
  readonly phase: 'listing' | 'fetching';
  /** Content types that are done. */
  readonly contentTypesDone: number;
  readonly contentTypesTotal: number;
  /** Of the present content type. */
  readonly windowsDone: number;
  readonly windowsTotal: number;
  readonly blobsDone: number;
  readonly blobsTotal: number;
  /** Records that were added, of all content types. */
  readonly records: number;
  /** Bytes of content that came, of all content types. */
  readonly bytes: number;
  /** How long it may still take, in milliseconds; absent as long as nobody can tell. */
  readonly remainingMs?: number;
}

/** A connection that is synced again and again as long as the engine runs. */
export interface BackgroundSyncPlan {
  readonly connection: Connection;
  readonly intervalMinutes: number;
  /** Those with an enabled subscription, where it is absent. */
  readonly contentTypes?: readonly ContentType[];
}

/**
 * How the background sync of a connection is:
 * - `waiting`: for its next turn;
 * - `running`;
 * - `elsewhere`: another window does it, and this one takes over when that one ends;
 * - `failed`: the last turn failed; the next one comes all the same.
 */
export interface BackgroundSyncState {
  readonly connectionId: string;
  readonly state: 'waiting' | 'running' | 'elsewhere' | 'failed';
  /** Milliseconds since the epoch. */
  readonly lastAt?: number;
  readonly nextAt?: number;
  /** New records of the last turn. */
  readonly records?: number;
  readonly error?: EngineErrorData;
}

export interface CoverageParams extends ConnectionParams {
  /** Of `contentCreated`. */
  readonly range: ContentWindow;
  /** An hour or a day, in milliseconds. */
  readonly stepMs: number;
}

/** Records by what they are; what is absent selects all. Times are those of the event, `CreationTime`. */
export interface RecordSelection {
  readonly contentTypes?: readonly ContentType[];
  /** Milliseconds since the epoch, inclusive. */
  readonly from?: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly until?: number;
}

export interface RecordSelectionParams extends ConnectionParams {
  readonly selection: RecordSelection;
}

/** What a selection holds: shown before it is deleted. */
export interface SelectionSize {
  readonly records: number;
  /** On the disk, about. */
  readonly bytes: number;
  readonly contentTypes: readonly { readonly contentType: ContentType; readonly records: number }[];
  /** Time of the oldest and the newest event; absent where there is none. */
  readonly oldest?: number;
  readonly newest?: number;
}

/** How much of a tenant's records is kept. */
export interface Retention {
  readonly days?: number;
  /** Gigabytes (10^9) on the disk. */
  readonly gigabytes?: number;
}

export interface RetentionParams extends ConnectionParams {
  readonly retention: Retention;
}

/** What is to go by a retention: the oldest events, of all content types. */
export interface RetentionPlan {
  readonly selection: RecordSelection;
  readonly size: SelectionSize;
}

export const exportFormats = ['ndjson', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportRecordsParams extends RecordSelectionParams, Tracked {
  readonly format: ExportFormat;
  /** Absolute path of the file; one that is there is replaced, once the new one is whole. */
  readonly file: string;
}

export interface ExportSummary {
  readonly records: number;
  readonly bytes: number;
}

export interface ImportFilesParams extends ConnectionParams, Tracked {
  /** Absolute paths of files and folders. */
  readonly places: readonly string[];
}

/** What came of one file. */
export interface ImportedFile {
  readonly file: string;
  readonly records: number;
  readonly added: number;
  readonly duplicates: number;
  /** How many of those added are of a content type and time whose records were deleted before; absent where none is. */
  readonly restored?: number;
  /** How many of the records name another tenant than the connection's, and are kept for that one; absent where none does. */
  readonly ofOtherTenants?: number;
  /** Rows that are no records, and where they are kept. */
  readonly rejected: number;
  readonly rejectedFile?: string;
  /** Why nothing of it could be imported, or not all: the counts are of what could. */
  readonly error?: EngineErrorData;
  /** It holds no audit records, as `error` says, and nobody has named it: folders hold other things, too. */
  readonly isSkipped: boolean;
}

export interface ArchiveJobProgress {
  readonly progressToken: string;
  readonly records: number;
  /** 0 to 1; absent where nobody can tell. */
  readonly fraction?: number;
}

/** The archive of a connection, as it lies on the disk. */
export interface ArchiveFacts {
  readonly folder: string;
  /** All that the archive takes on the disk, of all tenants. */
  readonly bytes: number;
  /** The tenant's records. */
  readonly tenant: SelectionSize;
  /** Files of records, of all tenants. */
  readonly files: number;
}

export interface MoveArchiveParams extends ConnectionParams, Tracked {
  /** Absolute path of a folder that is empty or absent. */
  readonly folder: string;
}
