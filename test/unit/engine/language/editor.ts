import { EventEmitter, once } from 'node:events';
import type {
  CodeAction,
  CompletionList,
  Diagnostic,
  PublishDiagnosticsParams,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { RequestType, type CancellationToken, type ProtocolConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Connection } from '../../../../src/core/api/connection';
import { protocolVersion } from '../../../../src/core/protocol/engineProtocol';
import type { DocumentConnectionParams, NamedColumns } from '../../../../src/core/protocol/languageProtocol';
import { startEngineServer } from '../../../../src/engine/server/engineServer';
import { connectPair } from '../server/connectedPair';
import { inProcessThread } from './inProcessThread';

/** An editor with the engine behind it, which says what VS Code would. */
export class Editor {
  private readonly rpc: ProtocolConnection;
  private readonly published = new EventEmitter();
  private readonly documents = new Map<string, TextDocument>();
  /** Documents whose connection the engine asked for. */
  readonly askedConnections: string[] = [];
  /** Results of named cells. */
  tables: readonly NamedColumns[] = [];

  private constructor(private readonly connection: Connection | null) {
    const { engine, host } = connectPair();
    startEngineServer(engine, inProcessThread);
    this.rpc = host;
    host.onRequest(
      new RequestType<DocumentConnectionParams, unknown, unknown>('m365Audit/getDocumentConnection'),
      ({ uri }) => {
        this.askedConnections.push(uri);
        return { connection: this.connection, tables: this.tables };
      },
    );
    host.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.emit(params.uri, params.diagnostics);
    });
    host.listen();
  }

  static async start(archiveFolder: string, connection: Connection | null = null): Promise<Editor> {
    const editor = new Editor(connection);
    await editor.rpc.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions: {
        protocolVersion,
        archiveFolder,
        settings: { requestsPerMinute: 2_000, network: { noProxy: [], strictSsl: true, systemCertificates: false } },
      },
    });
    return editor;
  }

  async stop(): Promise<void> {
    await this.rpc.sendRequest('shutdown');
  }

  async openFile(uri: string, text: string): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, 'kql', 1, text));
    await this.rpc.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'kql', version: 1, text },
    });
  }

  /** A notebook of KQL cells, whose addresses are `NAME#0`, `NAME#1`… */
  async openNotebook(uri: string, cells: readonly string[]): Promise<void> {
    const documents = cells.map((text, index) => TextDocument.create(`${uri}#${index}`, 'kql', 1, text));
    for (const document of documents) {
      this.documents.set(document.uri, document);
    }
    await this.rpc.sendNotification('notebookDocument/didOpen', {
      notebookDocument: {
        uri,
        notebookType: 'm365-audit-notebook',
        version: 1,
        cells: documents.map((document) => ({ kind: 2, document: document.uri })),
      },
      cellTextDocuments: documents.map((document) => ({
        uri: document.uri,
        languageId: 'kql',
        version: 1,
        text: document.getText(),
      })),
    });
  }

  /** Types at the end of a file. */
  async append(uri: string, text: string): Promise<void> {
    const before = this.document(uri);
    const end = before.positionAt(before.getText().length);
    const version = before.version + 1;
    const contentChanges = [{ range: { start: end, end }, text }];
    this.documents.set(uri, TextDocument.update(before, contentChanges, version));
    await this.rpc.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  /** Asks about an offset of a document; the end where none is given. */
  ask<Result>(
    method: string,
    uri: string,
    offset?: number,
    more: object = {},
    token?: CancellationToken,
  ): Promise<Result> {
    const document = this.document(uri);
    const position = document.positionAt(offset ?? document.getText().length);
    const params = { textDocument: { uri }, position, ...more };
    return token === undefined
      ? this.rpc.sendRequest<Result>(`textDocument/${method}`, params)
      : this.rpc.sendRequest<Result>(`textDocument/${method}`, params, token);
  }

  complete(uri: string, offset?: number): Promise<CompletionList> {
    return this.ask<CompletionList>('completion', uri, offset);
  }

  /** What is marked next in a document. */
  async nextDiagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const [diagnostics] = (await once(this.published, uri)) as [readonly Diagnostic[]];
    return diagnostics;
  }

  async quickFixes(uri: string, diagnostics: readonly Diagnostic[]): Promise<CodeAction[]> {
    const range = diagnostics[0]?.range;
    return this.rpc.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics } });
  }

  /** The text after edits. */
  edited(uri: string, edits: readonly TextEdit[]): string {
    return TextDocument.applyEdits(this.document(uri), [...edits]);
  }

  /** The texts that an edit changes, by address. */
  editedAll({ changes = {} }: WorkspaceEdit): Record<string, string> {
    return Object.fromEntries(Object.entries(changes).map(([uri, edits]) => [uri, this.edited(uri, edits)]));
  }

  notifyConnectionsChanged(): Promise<void> {
    return this.rpc.sendNotification('m365Audit/connectionsChanged', {});
  }

  private document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) {
      throw new ReferenceError(`${uri} is not open`);
    }
    return document;
  }
}
