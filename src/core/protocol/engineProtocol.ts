/**
 * What the extension host and the engine say to each other, over JSON-RPC beside the language features.
 *
 * Requests carry the whole `Connection`, so that a restarted engine needs no state of the one before it. Every request may be
 * cancelled; a failed one is answered with a JSON-RPC error whose `data` is an `EngineErrorData`.
 */
import type { Coverage } from '../archive/coverage';
import type {
  ArchiveFacts,
  ArchiveJobProgress,
  BackgroundSyncPlan,
  BackgroundSyncState,
  CoverageParams,
  ExportRecordsParams,
  ExportSummary,
  ImportedFile,
  ImportFilesParams,
  MoveArchiveParams,
  RecordSelectionParams,
  RetentionParams,
  RetentionPlan,
  SelectionSize,
  SyncContentParams,
  SyncProgress,
  SyncSummary,
} from './archiveProtocol';
import type { ConnectionParams, ContentTypeParams, ContentRangeParams } from './requestParams';
import type {
  FetchContentParams,
  BlobParams,
  RecordParams,
  ContentListing,
  FetchProgress,
  FetchSummary,
  BlobText,
  RecordText,
} from './contentProtocol';
import type { Subscription, StartedSubscription, SensitiveTypesParams } from './subscriptionProtocol';
import type {
  CompletePowerShellParams,
  DiagnosePowerShellParams,
  PowerShellCompletions,
  PowerShellDiagnostic,
  TranslatedCell,
  TranslatePowerShellParams,
} from './powerShellProtocol';
import type { RunQueryParams, QueryResult, Row, ResultRowsParams } from './queryProtocol';
import type {
  ExportResultParams,
  ResultPage,
  ResultValues,
  ResultValuesParams,
  ResultViewParams,
} from './resultProtocol';
import type { ConnectionReport } from './doctorProtocol';
import type { DocumentConnection, DocumentConnectionParams } from './languageProtocol';
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
  /** Root of the demo tenant's archives, where it does not lie beside the archive. */
  readonly demoArchiveFolder?: string;
  /** Whether `archiveFolder` must hold an archive: on a drive that was removed none is begun. */
  readonly archiveMustExist?: boolean;
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
  /** Lists and fetches content types, one after the other. Progress comes as `m365Audit/syncProgress`. */
  'm365Audit/syncContent': { params: SyncContentParams; result: SyncSummary };
  /** Syncs these connections in the background, and no others; how they are comes as `m365Audit/backgroundSyncChanged`. */
  'm365Audit/setBackgroundSync': { params: { readonly plans: readonly BackgroundSyncPlan[] }; result: null };
  /** How complete the archive is. Nothing is asked of the service. */
  'm365Audit/getCoverage': { params: CoverageParams; result: Coverage };
  'm365Audit/getArchiveFacts': { params: ConnectionParams; result: ArchiveFacts };
  /** Imports files into the archive of a connection. Progress comes as `m365Audit/archiveJobProgress`, as for the next ones. */
  'm365Audit/importFiles': { params: ImportFilesParams; result: readonly ImportedFile[] };
  'm365Audit/exportRecords': { params: ExportRecordsParams; result: ExportSummary };
  'm365Audit/measureSelection': { params: RecordSelectionParams; result: SelectionSize };
  /** Deletes records for good, and says what went. */
  'm365Audit/deleteRecords': { params: RecordSelectionParams; result: SelectionSize };
  /** What a retention would delete; null if nothing. It deletes nothing. */
  'm365Audit/planRetention': { params: RetentionParams; result: RetentionPlan | null };
  /** Moves the archive of a connection to another folder. From then on the old folder says where it went. */
  'm365Audit/moveArchive': { params: MoveArchiveParams; result: ArchiveFacts };
  /** A blob as the service sent it: a JSON array of records, unformatted. */
  'm365Audit/readBlob': { params: BlobParams; result: BlobText };
  /** One record as the service sent it, unformatted. */
  'm365Audit/readRecord': { params: RecordParams; result: RecordText };
  /** Runs a cell. The statements' results stay in the engine until they are released. */
  'm365Audit/runQuery': { params: RunQueryParams; result: readonly QueryResult[] };
  /** What a cell in PowerShell style is as KQL, and what of it the host has to do. Nothing is run. */
  'm365Audit/translatePowerShell': { params: TranslatePowerShellParams; result: TranslatedCell };
  'm365Audit/completePowerShell': { params: CompletePowerShellParams; result: PowerShellCompletions };
  /** What is wrong with each of the cells. */
  'm365Audit/diagnosePowerShell': {
    params: DiagnosePowerShellParams;
    result: readonly (readonly PowerShellDiagnostic[])[];
  };
  'm365Audit/readResultRows': { params: ResultRowsParams; result: readonly Row[] };
  /** Rows of a result as the user wants to see them. */
  'm365Audit/readResultView': { params: ResultViewParams; result: ResultPage };
  /** The values of a column, with how often they occur. */
  'm365Audit/countResultValues': { params: ResultValuesParams; result: ResultValues };
  'm365Audit/exportResult': { params: ExportResultParams; result: ExportSummary };
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
  'm365Audit/getDocumentConnection': { params: DocumentConnectionParams; result: DocumentConnection };
}

/** Notifications from the host to the engine. */
export interface HostNotifications {
  'm365Audit/changeSettings': EngineSettings;
  /** A connection was added, changed or removed, or a named cell has run: documents may have other connections and tables. */
  'm365Audit/connectionsChanged': Readonly<Record<string, never>>;
}

/** Notifications from the engine to the host. */
export interface EngineNotifications {
  'm365Audit/fetchProgress': FetchProgress;
  'm365Audit/syncProgress': SyncProgress;
  'm365Audit/archiveJobProgress': ArchiveJobProgress;
  'm365Audit/backgroundSyncChanged': BackgroundSyncState;
  /** Something came into the archive. */
  'm365Audit/archiveChanged': { readonly tenantId: string };
  'm365Audit/deviceCode': DeviceCode;
  'm365Audit/receiverChanged': ReceiverState;
  'm365Audit/contentReceived': ReceivedContent;
  'm365Audit/log': { readonly level: 'error' | 'warn' | 'info' | 'debug'; readonly message: string };
}
