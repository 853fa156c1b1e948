import * as vscode from 'vscode';
import { ConnectionCommands } from './connections/connectionCommands';
import { ConnectionStore } from './connections/connectionStore';
import { AuditFileSystem } from './documents/auditFileSystem';
import { DocumentCommands } from './documents/documentCommands';
import { EngineCommands } from './engine/engineCommands';
import { EngineSession } from './engine/engineSession';
import { ErrorPresenter } from './errors/errorPresenter';
import { ContentFetcher } from './fetch/contentFetcher';
import { NotebookFeature } from './notebook/notebookFeature';
import { MicrosoftSignIn } from './signIn/microsoftSignIn';
import { FeedFeature } from './tree/feedFeature';

/** Makes the services and hands them on. `activationMs` is what it took of its own time, for tests. */
export function activate(context: vscode.ExtensionContext): { readonly activationMs: number } {
  const start = performance.now();
  const log = vscode.window.createOutputChannel('M365 Audit', { log: true });
  const errors = new ErrorPresenter(log);
  const connections = new ConnectionStore(context.globalState);
  const signIn = new MicrosoftSignIn(context.globalState);
  const modulePath = context.asAbsolutePath('dist/engine.js');
  const archiveFolder = vscode.Uri.joinPath(context.globalStorageUri, 'archive').fsPath;
  const engine = new EngineSession({ modulePath, archiveFolder, tokens: signIn, log });
  const files = new AuditFileSystem(engine, connections);
  const fetcher = new ContentFetcher(engine, log);
  const notebook = new NotebookFeature({ context, engine, connections, errors, log });
  const feed = new FeedFeature({ engine, connections, signIn, fetcher, writer: notebook.writer, errors });
  context.subscriptions.push(log, connections, signIn, engine, files, notebook, feed);
  context.subscriptions.push(new DocumentCommands(files, connections, errors));
  context.subscriptions.push(new ConnectionCommands(connections, signIn, errors));
  context.subscriptions.push(new EngineCommands(engine, errors, log));
  const activationMs = performance.now() - start;
  log.info(`activated in ${activationMs.toFixed(1)} ms`);
  return { activationMs };
}
