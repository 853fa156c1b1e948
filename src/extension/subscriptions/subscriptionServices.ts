import type { ConnectionStore } from '../connections/connectionStore';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { ReceiverSession } from '../receiver/receiverSession';
import type { AuditTree } from '../tree/auditTree';
import type { WantedSubscriptions } from './wantedSubscriptions';
import type { WebhookSecrets } from './webhookSecrets';

/** What the commands of subscriptions and webhooks work with. */
export interface SubscriptionServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly wanted: WantedSubscriptions;
  readonly secrets: WebhookSecrets;
  readonly receiver: ReceiverSession;
  readonly tree: AuditTree;
  readonly errors: ErrorPresenter;
}
