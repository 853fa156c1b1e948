import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { ContentFetcher } from '../fetch/contentFetcher';
import type { NotebookWriter } from '../notebook/notebookWriter';
import type { MicrosoftSignIn } from '../signIn/microsoftSignIn';
import { AuditFeedView } from './auditFeedView';
import { AuditTree } from './auditTree';
import { ContentCommands } from './contentCommands';
import { SubscriptionCommands } from './subscriptionCommands';

export interface FeedServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly signIn: MicrosoftSignIn;
  readonly fetcher: ContentFetcher;
  readonly writer: NotebookWriter;
  readonly errors: ErrorPresenter;
}

/** The Audit Feed, and the commands of its rows. */
export class FeedFeature extends Disposable {
  constructor({ engine, connections, signIn, fetcher, writer, errors }: FeedServices) {
    super();
    const tree = this.register(new AuditTree(engine, connections, signIn));
    this.register(new AuditFeedView(tree));
    this.register(new SubscriptionCommands(engine, connections, tree, errors));
    this.register(new ContentCommands(engine, connections, fetcher, writer, tree, errors));
  }
}
