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
import type { ConnectionReport } from './doctorProtocol';
import type { GraphLookupParams, GraphObject } from './graphProtocol';
import type {
  CertificateFacts,
  CertificateFile,
  Credential,
  DeviceCode,
  SignInState,
  TenantLookup,
  Token,
  TokenParams,
} from './signInProtocol';
import type {
  NotificationListing,
  ReceivedContent,
  ReceiverParams,
  ReceiverState,
  SetWebhookParams,
} from './webhookProtocol';

/** Raised when a message changes its meaning; host and engine of different versions refuse each other. */
export const protocolVersion = 1;

/** What the host tells the engine when it starts. */
export interface EngineInitializationOptions {
  readonly protocolVersion: number;
  /** Folder of the archive of real tenants; made if absent. The demo tenant's archive lies beside it. */
  readonly archiveFolder: string;
  readonly settings: EngineSettings;
}

/** What the user set; a change comes as `m365Audit/changeSettings`. */
export interface EngineSettings {
  /** Requests to one tenant in a minute, over all connections and windows. */
  readonly requestsPerMinute: number;
  readonly network: NetworkSettings;
}

/** VS Code's `http.*` settings. The environment's proxy and `NODE_EXTRA_CA_CERTS` hold as well, where these say nothing. */
export interface NetworkSettings {
  /** `http://` or `https://`; absent where VS Code has none. */
  readonly proxy?: string;
  /** Hosts that are reached without the proxy. */
  readonly noProxy: readonly string[];
  /** Value of the header `Proxy-Authorization`. A secret. */
  readonly proxyAuthorization?: string;
  /** Whether certificates that nobody vouches for are refused. */
  readonly strictSsl: boolean;
  /** Whether the certificates of the operating system are trusted besides Node's own. */
  readonly systemCertificates: boolean;
}

/** Requests from the host to the engine: method, parameters, result. */
export interface EngineRequests {
  'm365Audit/listSubscriptions': { params: ConnectionParams; result: readonly Subscription[] };
  /** Starts a subscription, or updates it. One that runs already is success. */
  'm365Audit/startSubscription': { params: ContentTypeParams; result: Subscription };
  'm365Audit/stopSubscription': { params: ContentTypeParams; result: null };
  /** Starts what is not enabled yet, of all content types; one that fails does not keep the others from starting. */
  'm365Audit/startAllSubscriptions': { params: ConnectionParams; result: readonly StartedSubscription[] };
  'm365Audit/setWebhook': { params: SetWebhookParams; result: Subscription };
  /** The service's attempts to notify the webhook, for diagnosis. */
  'm365Audit/listNotifications': { params: ContentRangeParams; result: NotificationListing };
  /** Friendly names of the sensitive types in DLP records, by lower-case GUID; kept for a day. */
  'm365Audit/listSensitiveTypes': { params: SensitiveTypesParams; result: Readonly<Record<string, string>> };
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
  /** Signs in where the engine does it: with a device code (told of by `m365Audit/deviceCode`), a secret or a certificate. */
  'm365Audit/signIn': { params: ConnectionParams; result: SignInState };
  /** Forgets the tokens and accounts of a connection. */
  'm365Audit/signOut': { params: ConnectionParams; result: null };
  /** Who is signed in, without asking anyone; null if nobody is. */
  'm365Audit/findSignIn': { params: ConnectionParams; result: SignInState | null };
  /** Finds the tenant of a domain, through the openid-configuration of the authority. */
  'm365Audit/lookUpTenant': { params: TenantLookup; result: { readonly tenantId: string } };
  /** Reads a certificate before it is kept: an error says what is wrong with it. */
  'm365Audit/readCertificate': { params: CertificateFile; result: CertificateFacts };
  /** The doctor. It never fails: what goes wrong is in the report. */
  'm365Audit/checkConnection': { params: ConnectionParams; result: ConnectionReport };
  /** Listens for notifications, or takes other routes where it listens already. */
  'm365Audit/startReceiver': { params: ReceiverParams; result: ReceiverState };
  'm365Audit/stopReceiver': { params: Readonly<Record<string, never>>; result: null };
  'm365Audit/lookUpInGraph': { params: GraphLookupParams; result: GraphObject };
}

/** Requests from the engine to the host. */
export interface HostRequests {
  /** Of connections that sign in by VS Code's provider. */
  'm365Audit/getToken': { params: TokenParams; result: Token };
  /** Of connections that sign in as an app. */
  'm365Audit/getCredential': { params: ConnectionParams; result: Credential };
}

/** Notifications from the host to the engine. */
export interface HostNotifications {
  'm365Audit/changeSettings': EngineSettings;
}

/** Notifications from the engine to the host. */
export interface EngineNotifications {
  'm365Audit/fetchProgress': FetchProgress;
  /** Something came into the archive. */
  'm365Audit/archiveChanged': { readonly tenantId: string };
  'm365Audit/deviceCode': DeviceCode;
  'm365Audit/receiverChanged': ReceiverState;
  'm365Audit/contentReceived': ReceivedContent;
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

/** What became of one content type when all were started. */
export interface StartedSubscription {
  readonly contentType: ContentType;
  readonly subscription?: Subscription;
  readonly error?: EngineErrorData;
}

export interface SensitiveTypesParams extends ConnectionParams {
  /** A language tag; English where the service has no names in it. */
  readonly language: string;
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

/**
 * The one thing that helps, as the place that shows an error may offer it:
 * - `retry`: the same again;
 * - `signIn`, `subscribe`, `fetch`: what their names say;
 * - `editConnection`, `editWebhook`: something in there is wrong;
 * - `checkConnection`: the doctor finds out more;
 * - `openSetup`: the app registration lacks something; the guide shows how to set it up.
 */
export const engineErrorActions = [
  'retry',
  'signIn',
  'subscribe',
  'fetch',
  'editConnection',
  'editWebhook',
  'checkConnection',
  'openSetup',
] as const;
export type EngineErrorAction = (typeof engineErrorActions)[number];

export interface EngineErrorData {
  readonly kind: EngineErrorKind;
  readonly message: string;
  readonly code?: string;
  readonly action?: EngineErrorAction;
  /** What the service answered, as it came: a stranger's text, for a closer look. It holds no token. */
  readonly detail?: string;
  /** Place in the query: UTF-16 code units. */
  readonly start?: number;
  readonly length?: number;
}
