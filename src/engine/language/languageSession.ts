import type { Connection as RpcConnection } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { KqlDiagnostic } from '../../core/kql/language/service/diagnostics/diagnostic';
import type { ValueColumn } from '../../core/kql/language/service/valueColumn';
import type { HostNotifications } from '../../core/protocol/engineProtocol';
import type { DocumentConnection } from '../../core/protocol/languageProtocol';
import type { Host } from '../server/host';
import type { Tenants } from '../server/tenants';
import { ArchiveSchemas, withTables } from './archiveSchemas';
import { ColumnValues, type ColumnValue } from './columnValues';
import { toDiagnostic, type Surroundings } from './diagnosticReport';
import { LanguageDocuments } from './languageDocuments';
import { letterCaseDiagnostics } from './letterCase';
import type { LanguageArguments, LanguageMethod, LanguageResult } from './languageMessages';
import type { LanguageThread } from './languageThread';
import { nameAt, type DocumentNames, type NotebookName } from './notebookNames';
import { SupersedableRequests } from './supersedableRequests';

/** So long after the last change a text is looked through for mistakes, in milliseconds. */
const diagnosticDelayMs = 250;

/** Longer than this nobody waits for a list that says that it is loading, in milliseconds. */
const mostValuesWaitMs = 10_000;

const nowhere: DocumentConnection = { connection: null };

export interface LanguageSessionServices {
  readonly tenants: Tenants;
  readonly host: Host;
  readonly thread: LanguageThread;
}

/** The open documents, whose archives they are about, and what the language service says of them. */
export class LanguageSession {
  readonly documents: LanguageDocuments;
  readonly requests = new SupersedableRequests();
  private readonly schemas: ArchiveSchemas;
  private readonly columnValues: ColumnValues;
  /** By the owner of the document. */
  private readonly connections = new Map<string, Promise<DocumentConnection>>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly rpc: RpcConnection,
    private readonly services: LanguageSessionServices,
  ) {
    this.schemas = new ArchiveSchemas(services.tenants, () => {
      this.diagnoseAll();
    });
    this.columnValues = new ColumnValues(services.tenants, () => {
      this.diagnoseAll();
    });
    this.documents = new LanguageDocuments(rpc, {
      onChanged: ({ uri }) => {
        this.diagnoseSoon(uri);
      },
      onClosed: (uri) => {
        this.onClosed(uri);
      },
      onNotebookChanged: (uri, isItsOwnData) => {
        this.onNotebookChanged(uri, isItsOwnData);
      },
    });
    rpc.onNotification('m365Audit/connectionsChanged' satisfies keyof HostNotifications, () => {
      this.connections.clear();
      this.diagnoseAll();
    });
  }

  /** Asks the language service about a document, over the tables of its archive. */
  async ask<Method extends LanguageMethod>(
    method: Method,
    document: TextDocument,
    signal: AbortSignal | undefined,
    ...args: LanguageArguments<Method> extends [string, ...infer Rest] ? Rest : never
  ): Promise<LanguageResult<Method>> {
    const { connection, tables = [] } = await this.connectionOf(document);
    const schema = withTables(this.schemas.current(connection ?? undefined), tables);
    // All methods take the text first.
    const all = [document.getText(), ...args] as unknown as LanguageArguments<Method>;
    return this.services.thread.ask(method, schema, all, signal);
  }

  /**
   * The values of a column in the archive of a document; undefined if they are not known yet.
   *
   * @param wait where values are all that can be offered: so they are waited for, but not for long
   */
  async values(
    document: TextDocument,
    column: ValueColumn,
    wait?: AbortSignal,
  ): Promise<readonly ColumnValue[] | undefined> {
    const { connection } = await this.connectionOf(document);
    if (connection === null) {
      return [];
    }
    const version = await this.schemas.version(connection);
    return wait === undefined
      ? this.columnValues.find(connection, column, version)
      : this.columnValues.count(
          connection,
          column,
          version,
          AbortSignal.any([wait, AbortSignal.timeout(mostValuesWaitMs)]),
        );
  }

  /** The name that a `let` of the document's notebook defines, at an offset. */
  async nameAt(document: TextDocument, offset: number, signal: AbortSignal): Promise<NotebookName | undefined> {
    return nameAt(await this.namesTogether(document, signal), document.uri, offset);
  }

  close(): void {
    for (const timer of this.timers.values()) {
      clearTimeout(timer);
    }
    this.requests.close();
    this.columnValues.close();
    this.services.thread.close();
  }

  private namesTogether(document: TextDocument, signal: AbortSignal): Promise<DocumentNames[]> {
    return Promise.all(
      this.documents.together(document).map(async (other) => ({
        uri: other.uri,
        ...(await this.ask('names', other, signal)),
      })),
    );
  }

  private async connectionOf({ uri }: TextDocument): Promise<DocumentConnection> {
    const owner = this.documents.ownerUri(uri);
    const known = this.connections.get(owner);
    if (known !== undefined) {
      return known;
    }
    // Where the host cannot say, there are the documented names, and no values.
    const asked = this.services.host.requestDocumentConnection(owner).catch(() => nowhere);
    this.connections.set(owner, asked);
    return asked;
  }

  /** What a cell defines, others may lack; the notebook's own data name its connection. */
  private onNotebookChanged(notebookUri: string, isItsOwnData: boolean): void {
    if (isItsOwnData) {
      this.connections.delete(notebookUri);
    }
    for (const { uri } of this.documents.ofOwner(notebookUri)) {
      this.diagnoseSoon(uri);
    }
  }

  private onClosed(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.connections.delete(uri);
    void this.rpc.sendDiagnostics({ uri, diagnostics: [] });
  }

  private diagnoseAll(): void {
    for (const { uri } of this.documents.all) {
      this.diagnoseSoon(uri);
    }
  }

  private diagnoseSoon(uri: string): void {
    clearTimeout(this.timers.get(uri));
    const timer = setTimeout(() => {
      this.timers.delete(uri);
      // What fails or is superseded leaves the marks of before, until the next change.
      this.requests.run(`diagnose ${uri}`, undefined, (signal) => this.diagnose(uri, signal)).catch(() => undefined);
    }, diagnosticDelayMs);
    timer.unref();
    this.timers.set(uri, timer);
  }

  private async diagnose(uri: string, signal: AbortSignal): Promise<void> {
    const document = this.documents.find(uri);
    if (document === undefined) {
      return;
    }
    const { version } = document;
    const problems = await this.ask('diagnose', document, signal);
    const inOtherLetters = await this.textsInOtherLetters(document, signal);
    const found = [
      ...problems,
      ...inOtherLetters.filter(({ start }) => !problems.some((problem) => problem.start === start)),
    ];
    const surroundings = found.length === 0 ? undefined : await this.surroundings(document, signal);
    if (this.documents.find(uri)?.version === version) {
      const diagnostics = found.map((diagnostic) => toDiagnostic(document, diagnostic, surroundings));
      await this.rpc.sendDiagnostics({ uri, version, diagnostics });
    }
  }

  /** By what is known of the archive already: counting takes longer than anyone waits for marks. */
  private async textsInOtherLetters(document: TextDocument, signal: AbortSignal): Promise<KqlDiagnostic[]> {
    const { connection } = await this.connectionOf(document);
    if (connection === null) {
      return [];
    }
    const compared = await this.ask('comparedTexts', document, signal);
    return letterCaseDiagnostics(compared, (column) => this.columnValues.known(connection, column));
  }

  private async surroundings(document: TextDocument, signal: AbortSignal): Promise<Surroundings | undefined> {
    const documents = this.documents.together(document);
    if (documents.length < 2) {
      return undefined;
    }
    return { documents, index: documents.indexOf(document), names: await this.namesTogether(document, signal) };
  }
}
