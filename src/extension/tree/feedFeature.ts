import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { GapWatch } from '../coverage/gapWatch';
import { Disposable } from '../disposable';
import type { AuditFileSystem } from '../documents/auditFileSystem';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { ContentFetcher } from '../fetch/contentFetcher';
import { ImportDrop } from '../import/importDrop';
import type { RecordImporter } from '../import/recordImporter';
import type { NotebookWriter } from '../notebook/files/notebookWriter';
import type { SubscriptionChange } from '../notebook/powerShell/managementActions';
import { rememberChange } from '../subscriptions/rememberChange';
import { NotificationCommands } from '../notifications/notificationCommands';
import { ReceiverFeature } from '../receiver/receiverFeature';
import type { SignIn } from '../signIn/signIn';
import { SubscriptionCommands } from '../subscriptions/subscriptionCommands';
import { WantedSubscriptions } from '../subscriptions/wantedSubscriptions';
import { WebhookCommands } from '../subscriptions/webhookCommands';
import { WebhookSecrets } from '../subscriptions/webhookSecrets';
import { BackgroundSync } from '../sync/backgroundSync';
import { BackgroundSyncCommands } from '../sync/backgroundSyncCommands';
import { ContentSyncs } from '../sync/contentSyncs';
import { SyncCommands } from '../sync/syncCommands';
import { SyncStatusBar } from '../sync/syncStatusBar';
import { AuditFeedView } from './auditFeedView';
import { AuditTree } from './auditTree';
import { ContentCommands } from './contentCommands';
import { FilterCommands } from './filterCommands';

export interface FeedServices {
  readonly context: vscode.ExtensionContext;
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly signIn: SignIn;
  readonly files: AuditFileSystem;
  readonly fetcher: ContentFetcher;
  readonly importer: RecordImporter;
  readonly writer: NotebookWriter;
  /** A cell changed a subscription at the service. */
  readonly onDidChangeSubscription: vscode.Event<SubscriptionChange>;
  readonly errors: ErrorPresenter;
  readonly log: vscode.LogOutputChannel;
}

/** The Audit Feed with the commands of its rows, and the receiver of notifications, which brings it what is new. */
export class FeedFeature extends Disposable {
  private readonly syncEmitter = this.register(new vscode.EventEmitter<Connection>());

  /** A connection was synced, by the user or in the background. */
  readonly onDidSync = this.syncEmitter.event;

  constructor(services: FeedServices) {
    super();
    const { context, engine, connections, signIn, files, fetcher, importer, writer, errors, log } = services;
    const wanted = this.register(new WantedSubscriptions(context.globalState, engine.onDidRestart));
    const secrets = new WebhookSecrets(context.secrets);
    const state = context.globalState;
    const receiver = this.register(new ReceiverFeature({ engine, connections, secrets, state, errors, log }));
    const background = this.register(new BackgroundSync(engine, connections, log));
    const gaps = this.register(new GapWatch(engine, connections, log, this.onDidSync));
    const tree = this.register(new AuditTree({ engine, connections, signIn, wanted, background, gaps }));
    const syncs = this.register(new ContentSyncs({ engine, tree, errors, log }));
    this.register(new AuditFeedView(tree, receiver.content, gaps, new ImportDrop(connections, importer, errors)));
    this.register(new FilterCommands(tree));
    const subscribing = { engine, connections, wanted, secrets, receiver: receiver.session, tree, errors };
    this.register(new SubscriptionCommands(subscribing));
    this.register(
      services.onDidChangeSubscription((change) => {
        void errors.guard({}, () => rememberChange(subscribing, change));
      }),
    );
    this.register(new WebhookCommands(subscribing));
    this.register(new NotificationCommands({ engine, connections, files, errors }));
    this.register(new ContentCommands(connections, fetcher, syncs, writer, tree, errors));
    this.register(new SyncCommands({ engine, connections, syncs, errors }));
    this.register(new BackgroundSyncCommands({ connections, background, syncs, errors }));
    this.register(new SyncStatusBar(syncs, background));
    for (const onDidSync of [syncs.onDidEnd, background.onDidEndTurn]) {
      this.register(
        onDidSync((connection) => {
          this.syncEmitter.fire(connection);
        }),
      );
    }
  }
}
