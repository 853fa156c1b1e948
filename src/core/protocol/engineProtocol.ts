/**
 * What the extension host and the engine say to each other, over JSON-RPC beside the language features.
 *
 * Requests carry the whole `Connection`, so that a restarted engine needs no state of the one before it. Every request may be
 * cancelled; a failed one is answered with a JSON-RPC error whose `data` is an `EngineErrorData`.
 */
import type { Connection } from '../api/connection';
import type { ContentType } from '../api/contentType';
import type { ContentWindow } from '../api/contentWindow';
import type { Column } from '../kql/kustoType';

/** Raised when a message changes its meaning; host and engine of different versions refuse each other. */
export const protocolVersion = 1;

/** What the host tells the engine when it starts. */
export interface EngineInitializationOptions {
  readonly protocolVersion: number;
  /** Folder of the archive of real tenants; made if absent. The demo tenant's archive lies beside it. */
  readonly archiveFolder: string;
}

/** Requests from the host to the engine: method, parameters, result. */
export interface EngineRequests {
  'm365Audit/listSubscriptions': { params: ConnectionParams; result: readonly Subscription[] };
  /** Starts a subscription, or updates it. One that runs already is success. */
  'm365Audit/startSubscription': { params: ContentTypeParams; result: Subscription };
  'm365Audit/stopSubscription': { params: ContentTypeParams; result: null };
  /** All blobs that became available in a range, in the order of the service; known ones with what the archive knows of them. */
  'm365Audit/listContent': { params: ContentRangeParams; result: ContentListing };
  /** Fetches blobs into the archive: all of a range, or the ones named. Progress comes as `m365Audit/fetchProgress`. */
  'm365Audit/fetchContent': { params: FetchContentParams; result: FetchSummary };
  /** A blob as the service sent it: a JSON array of records, unformatted. */
  'm365Audit/readBlob': { params: BlobParams; result: BlobText };
  /** One record as the service sent it, unformatted. */
  'm365Audit/readRecord': { params: RecordParams; result: RecordText };
  /** Runs a cell. The statements' results stay in the engine until they are released. */
  'm365Audit/runQuery': { params: RunQueryParams; result: readonly QueryResult[] };
  'm365Audit/readResultRows': { params: ResultRowsParams; result: readonly Row[] };
  'm365Audit/releaseResults': { params: { readonly resultIds: readonly string[] }; result: null };
}

/** Requests from the engine to the host. */
export interface HostRequests {
  'm365Audit/getToken': { params: TokenParams; result: Token };
}

/** Notifications from the engine to the host. */
export interface EngineNotifications {
  'm365Audit/fetchProgress': FetchProgress;
  /** Something came into the archive. */
  'm365Audit/archiveChanged': { readonly tenantId: string };
  'm365Audit/log': { readonly level: 'error' | 'warn' | 'info' | 'debug'; readonly message: string };
}

export interface ConnectionParams {
  readonly connection: Connection;
}

export interface ContentTypeParams extends ConnectionParams {
  readonly contentType: ContentType;
}

export interface ContentRangeParams extends ContentTypeParams {
  readonly range: ContentWindow;
}

export interface FetchContentParams extends ContentTypeParams {
  /** The range to list and fetch; with `contentIds`, the range that holds them. */
  readonly range: ContentWindow;
  /** Only these blobs of the range. */
  readonly contentIds?: readonly string[];
  /** Chosen by the host; comes back in `m365Audit/fetchProgress`. */
  readonly progressToken?: string;
}

export interface BlobParams extends ConnectionParams {
  readonly contentType: ContentType;
  readonly contentId: string;
}

export interface RecordParams extends ConnectionParams {
  readonly recordId: string;
}

export interface Subscription {
  readonly contentType: ContentType;
  /** `none`: this app has never subscribed, or stopped. */
  readonly status: 'enabled' | 'disabled' | 'none';
  readonly webhook?: Webhook;
  /** When this engine saw the subscription start, in milliseconds since the epoch; the service does not tell. */
  readonly startedAt?: number;
}

export interface Webhook {
  readonly status: string;
  readonly address: string;
  readonly expiration?: string;
}

/**
 * How far a blob is:
 * - `listed`: the service has it, the archive does not;
 * - `archived`: its records are in the archive;
 * - `failed`: it could not be fetched or read, another try may help;
 * - `lost`: it expired or vanished before it was fetched.
 */
export type BlobState = 'listed' | 'archived' | 'failed' | 'lost';

export interface ContentBlob {
  readonly contentType: ContentType;
  readonly contentId: string;
  readonly contentUri: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Milliseconds since the epoch. */
  readonly expires: number;
  readonly state: BlobState;
  /** How many records it holds, once it was fetched. */
  readonly records?: number;
  /** Why it failed or is lost. */
  readonly reason?: string;
}

export interface ContentListing {
  readonly blobs: readonly ContentBlob[];
  /** Part of the asked range that the service no longer has. */
  readonly expired?: ContentWindow;
}

export interface FetchProgress {
  readonly progressToken: string;
  readonly blobsDone: number;
  readonly blobsTotal: number;
  readonly records: number;
}

export interface FetchSummary {
  /** Blobs fetched by this call. */
  readonly fetched: number;
  /** Blobs that the archive had already. */
  readonly alreadyArchived: number;
  /** Records added to the archive. */
  readonly records: number;
  /** Records that the archive had already. */
  readonly duplicates: number;
  readonly failures: readonly BlobFailure[];
  /** Part of the asked range that the service no longer had. */
  readonly expired?: ContentWindow;
}

export interface BlobFailure {
  readonly contentId: string;
  readonly state: 'failed' | 'lost';
  readonly reason: string;
}

export interface BlobText {
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

export interface RecordText {
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

export type QueryLanguage = 'kql' | 'powershell';

export interface RunQueryParams extends ConnectionParams {
  readonly language: QueryLanguage;
  readonly text: string;
  /** How many rows of each result come back at once; the others are asked for. */
  readonly firstRows: number;
}

/** The result of one statement. */
export interface QueryResult {
  readonly resultId: string;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** The first rows. */
  readonly rows: readonly Row[];
  readonly elapsedMs: number;
}

/**
 * A row: a value for each column. datetime is `yyyy-MM-ddTHH:mm:ss.fffffffZ`; timespan is in .NET's constant format; dynamic is
 * JSON; a long that JavaScript cannot hold is text, as are "NaN", "Infinity" and "-Infinity".
 */
export type Row = readonly CellValue[];
export type CellValue = null | boolean | number | string | readonly CellValue[] | { readonly [key: string]: CellValue };

export interface ResultRowsParams {
  readonly resultId: string;
  readonly offset: number;
  readonly limit: number;
}

export interface TokenParams {
  readonly connection: Connection;
  /** The audience: `https://manage.office.com`, say. */
  readonly resource: string;
  /** The last token was refused: ask for a new one. */
  readonly refresh: boolean;
}

export interface Token {
  readonly accessToken: string;
}

/**
 * What went wrong, by kind:
 * - `api`: the service refused; `code` is its error code where it gave one;
 * - `signIn`: there is no token;
 * - `network`: the service could not be reached, or broke off;
 * - `query`: the query is wrong or not supported, at `start` and `length`;
 * - `archive`: the archive could not be read or written;
 * - `notFound`: the blob or record is unknown or expired;
 * - `internal`: a defect of the engine.
 */
export type EngineErrorKind = 'api' | 'signIn' | 'network' | 'query' | 'archive' | 'notFound' | 'internal';

export interface EngineErrorData {
  readonly kind: EngineErrorKind;
  readonly message: string;
  readonly code?: string;
  /** The one thing that helps. */
  readonly action?: 'retry' | 'signIn' | 'subscribe' | 'fetch';
  /** Place in the query: UTF-16 code units. */
  readonly start?: number;
  readonly length?: number;
}
