import * as vscode from 'vscode';
import { ArchiveFeature } from './archive/archiveFeature';
import { ArchivePlace } from './archive/archivePlace';
import { ConnectionCommands } from './connections/connectionCommands';
import { ConnectionSecrets } from './connections/connectionSecrets';
import { ConnectionStore } from './connections/connectionStore';
import { CoverageFeature } from './coverage/coverageFeature';
import { DoctorFeature } from './doctor/doctorFeature';
import { AuditFileSystem } from './documents/auditFileSystem';
import { DocumentCommands } from './documents/documentCommands';
import { EngineCommands } from './engine/engineCommands';
import { EngineSession } from './engine/engineSession';
import { ErrorPresenter } from './errors/errorPresenter';
import { ContentFetcher } from './fetch/contentFetcher';
import { LookUpCommand } from './graph/lookUpCommand';
import { RecordHover } from './hover/recordHover';
import { RecordImporter } from './import/recordImporter';
import { documentConnection } from './language/documentConnection';
import { NewInvestigation } from './investigations/newInvestigation';
import { LanguageFeature } from './language/languageFeature';
import { NotebookFeature } from './notebook/notebookFeature';
import { SetupCommands } from './setup/setupCommands';
import { requireCredential } from './signIn/appSignIn';
import { CredentialStore } from './signIn/credentialStore';
import { MicrosoftSignIn } from './signIn/microsoftSignIn';
import { SignIn } from './signIn/signIn';
import { SignInCommands } from './signIn/signInCommands';
import { ToolsFeature } from './tools/toolsFeature';
import { FeedFeature } from './tree/feedFeature';

/** Makes the services and hands them on. `activationMs` is what it took of its own time, for tests. */
export function activate(context: vscode.ExtensionContext): { readonly activationMs: number } {
  const start = performance.now();
  const log = vscode.window.createOutputChannel('M365 Audit', { log: true });
  const errors = new ErrorPresenter(log);
  const connections = new ConnectionStore(context.globalState);
  const microsoft = new MicrosoftSignIn(context.globalState);
  const credentials = new CredentialStore(context.secrets);
  const secrets = new ConnectionSecrets(context.secrets, context.globalState);
  const modulePath = context.asAbsolutePath('dist/engine.js');
  const place = new ArchivePlace(context.globalStorageUri.fsPath, context.globalState);
  const engine: EngineSession = new EngineSession({
    modulePath,
    place,
    answers: {
      'm365Audit/getToken': (params) => microsoft.getToken(params),
      'm365Audit/getCredential': ({ connection }) => requireCredential(credentials, connection),
      'm365Audit/getDocumentConnection': ({ uri }) =>
        Promise.resolve({
          connection: documentConnection(uri, connections) ?? null,
          tables: notebook.namedTables.find(uri),
        }),
    },
    log,
  });
  const signIn = new SignIn({ engine, connections, microsoft, credentials, log });
  const files = new AuditFileSystem(engine, connections);
  const fetcher = new ContentFetcher(engine, log);
  const importer = new RecordImporter(engine, vscode.Uri.joinPath(context.globalStorageUri, 'dropped'), log);
  const notebook = new NotebookFeature({ context, engine, connections, errors, log });
  const feed = new FeedFeature({
    context,
    engine,
    connections,
    signIn,
    files,
    fetcher,
    importer,
    writer: notebook.writer,
    onDidChangeSubscription: notebook.onDidChangeSubscription,
    errors,
    log,
  });
  context.subscriptions.push(log, connections, microsoft, engine, signIn, files, notebook, feed);
  const { onDidSync } = feed;
  const state = context.globalState;
  context.subscriptions.push(
    new ArchiveFeature({ engine, connections, place, importer, state, errors, log, onDidSync }),
  );
  context.subscriptions.push(new LanguageFeature({ engine, connections, tables: notebook.namedTables, log }));
  context.subscriptions.push(new DocumentCommands(files, connections, errors));
  context.subscriptions.push(new RecordHover(engine, connections, log));
  context.subscriptions.push(new LookUpCommand(engine, connections, files, errors));
  const library = vscode.Uri.joinPath(context.extensionUri, 'media', 'investigations');
  context.subscriptions.push(new NewInvestigation(library, connections, errors));
  context.subscriptions.push(new ToolsFeature({ engine, connections, writer: notebook.writer }));
  const connecting = { engine, connections, signIn, microsoft, credentials, secrets, errors };
  context.subscriptions.push(new ConnectionCommands(connecting), new SignInCommands(connecting));
  context.subscriptions.push(new SetupCommands(connections, context.extension.id, errors));
  context.subscriptions.push(new EngineCommands(engine, errors, log));
  const { extensionUri } = context;
  context.subscriptions.push(
    new CoverageFeature({ extensionUri, engine, connections, writer: notebook.writer, errors, onDidSync }),
  );
  context.subscriptions.push(new DoctorFeature(engine, connections, context.extension));
  secrets.sweep(connections, Date.now()).catch((error: unknown) => {
    log.warn('secrets of removed connections could not be looked for', error);
  });
  const activationMs = performance.now() - start;
  log.info(`activated in ${activationMs.toFixed(1)} ms`);
  return { activationMs };
}
