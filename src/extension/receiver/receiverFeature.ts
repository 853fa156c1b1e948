import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { NewContent } from './newContent';
import { ReceiverCommands } from './receiverCommands';
import { ReceiverSession, type ReceiverServices } from './receiverSession';
import { ReceiverStatusBar } from './receiverStatusBar';

/** The receiver of notifications, with its commands and its place in the status bar. */
export class ReceiverFeature extends Disposable {
  readonly session: ReceiverSession;
  readonly content: NewContent;

  constructor(services: ReceiverServices & { readonly errors: ErrorPresenter }) {
    super();
    this.session = this.register(new ReceiverSession(services));
    this.content = this.register(new NewContent(services.engine));
    this.register(new ReceiverStatusBar(this.session, this.content));
    this.register(new ReceiverCommands(this.session, this.content, services.errors));
  }
}
