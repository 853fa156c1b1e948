import type {
  CancellationToken,
  Connection as RpcConnection,
  DocumentFormattingParams,
  DocumentRangeFormattingParams,
  DocumentSymbolParams,
  Location,
  SemanticTokensParams,
  ServerCapabilities,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import {
  LSPErrorCodes,
  ResponseError,
  SemanticTokensBuilder,
  SymbolKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { wordKinds } from '../../core/kql/language/service/wordKinds';
import type { DefinedName } from '../../core/kql/language/service/definedNames';
import type { ValueColumn } from '../../core/kql/language/service/valueColumn';
import { EngineError } from '../../core/protocol/engineError';
import type { EngineLog } from '../server/engineLog';
import type { Host } from '../server/host';
import { toAbortSignal } from '../server/requestRouter';
import type { Tenants } from '../server/tenants';
import type { ColumnValue } from './columnValues';
import { completionList, describeItem } from './completionList';
import { quickFixes } from './diagnosticReport';
import { toHover, toSignatureHelp } from './hoverText';
import { LanguageSession } from './languageSession';
import type { LanguageThread } from './languageThread';
import type { NamedPlace } from './notebookNames';
import { placeOf, rangeOf } from './ranges';

export interface LanguageServices {
  readonly tenants: Tenants;
  readonly host: Host;
  readonly thread: LanguageThread;
  readonly log: EngineLog;
}

/** What the engine does for editors of KQL, in the words of the language server protocol. */
export const languageCapabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  notebookDocumentSync: {
    notebookSelector: ['m365-audit-notebook', 'm365-audit-kql'].map((notebookType) => ({
      notebook: { notebookType },
      cells: [{ language: 'kql' }],
    })),
  },
  completionProvider: { triggerCharacters: [' ', '|', '.', '(', '"', "'", ','], resolveProvider: true },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  codeActionProvider: { codeActionKinds: ['quickfix'] },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  semanticTokensProvider: { legend: { tokenTypes: [...wordKinds], tokenModifiers: [] }, full: true },
};

const symbolKinds: Readonly<Record<DefinedName['kind'], SymbolKind>> = {
  function: SymbolKind.Function,
  table: SymbolKind.Class,
  value: SymbolKind.Variable,
};

/** A plain name: one in brackets would need its brackets at every place. */
const plainName = /^[A-Za-z_]\w*$/;

/** Answers editors. What comes back ends with the connection. */
export function registerLanguageFeatures(connection: RpcConnection, services: LanguageServices): LanguageSession {
  const { log } = services;
  const session = new LanguageSession(connection, services);

  /** A handler of requests about a document: the next one of its kind takes its place. */
  const handle =
    <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
      method: string,
      answer: (document: TextDocument, params: Params, signal: AbortSignal) => Promise<Result>,
    ) =>
    async (params: Params, token: CancellationToken): Promise<Result | null | ResponseError> => {
      const document = session.documents.find(params.textDocument.uri);
      if (document === undefined) {
        return null;
      }
      const signal = toAbortSignal(token);
      try {
        return await session.requests.run(`${method} ${document.uri}`, signal, (own) => answer(document, params, own));
      } catch (error) {
        if (error instanceof ResponseError) {
          return error;
        }
        if (error instanceof EngineError) {
          log.warn(`${method}: ${error.message}`);
        }
        // Superseded, cancelled, or failed: an editor has no use for the reason.
        return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
      }
    };

  connection.onCompletion(
    handle('completion', async (document, { position }: TextDocumentPositionParams, signal) => {
      const completions = await session.ask('complete', document, signal, document.offsetAt(position));
      const { items, upcoming, values: place } = completions;
      if (upcoming !== undefined) {
        // So that they are there when they are asked for.
        void session.values(document, upcoming);
      }
      // Within a string, the editor asks once: an empty list would be all that is seen.
      const values =
        place === undefined
          ? []
          : await (items.length === 0 ? session.values(document, place, signal) : valuesNow(document, place));
      return completionList(document, completions, values);
    }),
  );
  connection.onCompletionResolve(describeItem);
  connection.onHover(
    handle('hover', async (document, { position }: TextDocumentPositionParams, signal) => {
      const hover = await session.ask('hover', document, signal, document.offsetAt(position));
      return hover === undefined ? null : toHover(document, hover);
    }),
  );
  connection.onSignatureHelp(
    handle('signatureHelp', async (document, { position }: TextDocumentPositionParams, signal) => {
      const signatures = await session.ask('signatures', document, signal, document.offsetAt(position));
      return signatures === undefined ? null : toSignatureHelp(signatures);
    }),
  );
  connection.onCodeAction(({ textDocument, context }) => quickFixes(textDocument.uri, context.diagnostics));
  connection.onDocumentFormatting(
    handle('formatting', async (document, _params: DocumentFormattingParams, signal) => {
      const text = document.getText();
      const newText = await session.ask('format', document, signal);
      return newText === text ? [] : [{ range: rangeOf(document, { start: 0, length: text.length }), newText }];
    }),
  );
  connection.onDocumentRangeFormatting(
    handle('rangeFormatting', async (document, { range }: DocumentRangeFormattingParams, signal) => {
      const change = await session.ask('formatSelection', document, signal, placeOf(document, range));
      return change === undefined ? [] : [{ range: rangeOf(document, change), newText: change.text }];
    }),
  );
  const semanticTokens = handle('semanticTokens', async (document, _params: SemanticTokensParams, signal) => {
    const builder = new SemanticTokensBuilder();
    for (const { start, length, kind } of await session.ask('wordKinds', document, signal)) {
      const { line, character } = document.positionAt(start);
      builder.push(line, character, length, wordKinds.indexOf(kind), 0);
    }
    return builder.build();
  });
  connection.languages.semanticTokens.on(
    async (params, token) => (await semanticTokens(params, token)) ?? { data: [] },
  );
  connection.onDocumentSymbol(
    handle('documentSymbol', async (document, _params: DocumentSymbolParams, signal) => {
      const { defined } = await session.ask('names', document, signal);
      return defined.map(({ name, kind, place, statement }) => ({
        name,
        kind: symbolKinds[kind],
        range: rangeOf(document, statement),
        selectionRange: rangeOf(document, place),
      }));
    }),
  );
  connection.onDefinition(
    handle('definition', async (document, { position }: TextDocumentPositionParams, signal) => {
      const name = await session.nameAt(document, document.offsetAt(position), signal);
      return name === undefined ? null : toLocation(name.definition);
    }),
  );
  connection.onReferences(
    handle('references', async (document, { position }: TextDocumentPositionParams, signal) => {
      const name = await session.nameAt(document, document.offsetAt(position), signal);
      return name === undefined ? [] : [name.definition, ...name.uses].flatMap((place) => toLocation(place) ?? []);
    }),
  );
  connection.onPrepareRename(
    handle('prepareRename', async (document, { position }: TextDocumentPositionParams, signal) => {
      const name = await session.nameAt(document, document.offsetAt(position), signal);
      return name === undefined ? null : { range: rangeOf(document, name.asked), placeholder: name.name };
    }),
  );
  connection.onRenameRequest(
    handle('rename', async (document, params: TextDocumentPositionParams & { readonly newName: string }, signal) => {
      const { position, newName } = params;
      if (!plainName.test(newName)) {
        throw new ResponseError(
          LSPErrorCodes.RequestFailed,
          'A name starts with a letter or an underscore, and has only letters, digits and underscores.',
        );
      }
      const name = await session.nameAt(document, document.offsetAt(position), signal);
      if (name === undefined) {
        return null;
      }
      const locations = [name.definition, ...name.uses].flatMap((place) => toLocation(place) ?? []);
      const uris = [...new Set(locations.map(({ uri }) => uri))];
      const editsIn = (uri: string): { range: Location['range']; newText: string }[] =>
        locations.filter((location) => location.uri === uri).map(({ range }) => ({ range, newText: newName }));
      return { changes: Object.fromEntries(uris.map((uri) => [uri, editsIn(uri)])) };
    }),
  );

  /** Without a wait, even for what is to be found out first. */
  function valuesNow(document: TextDocument, column: ValueColumn): Promise<readonly ColumnValue[] | undefined> {
    return Promise.race([
      session.values(document, column),
      new Promise<undefined>((resolve) => setImmediate(resolve, undefined)),
    ]);
  }

  function toLocation({ uri, place }: NamedPlace): Location | null {
    const document = session.documents.find(uri);
    return document === undefined ? null : { uri, range: rangeOf(document, place) };
  }

  return session;
}
