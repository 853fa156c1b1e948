import type { Connection } from '../../core/api/connection';
import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { SubscriptionFinding } from '../../core/api/subscriptionState';
import type { ContentBlob } from '../../core/protocol/contentProtocol';
import type { Subscription, Webhook } from '../../core/protocol/subscriptionProtocol';
import type { NotificationAttempt } from '../../core/protocol/webhookProtocol';

/** A row of the Audit Feed. Ids hold the connection's id, so that VS Code keeps what is expanded and selected. */
export type TreeNode =
  | ConnectionNode
  | ContentTypeNode
  | DayNode
  | WindowNode
  | BlobNode
  | MoreNode
  | WebhookNode
  | AttemptDayNode
  | AttemptNode
  | MessageNode;

export interface ConnectionNode {
  readonly kind: 'connection';
  readonly id: string;
  readonly parent: undefined;
  readonly connection: Connection;
}

export interface ContentTypeNode {
  readonly kind: 'contentType';
  readonly id: string;
  readonly parent: ConnectionNode;
  readonly connection: Connection;
  readonly contentType: ContentType;
  readonly subscription: Subscription;
  /** How the subscription differs from what the user asked for. */
  readonly finding: SubscriptionFinding | undefined;
}

export interface DayNode {
  readonly kind: 'day';
  readonly id: string;
  readonly parent: ContentTypeNode;
  readonly connection: Connection;
  readonly contentType: ContentType;
  readonly range: ContentWindow;
}

export interface WindowNode {
  readonly kind: 'window';
  readonly id: string;
  readonly parent: DayNode;
  readonly connection: Connection;
  readonly contentType: ContentType;
  readonly range: ContentWindow;
  readonly blobs: readonly ContentBlob[];
}

export interface BlobNode {
  readonly kind: 'blob';
  readonly id: string;
  readonly parent: WindowNode;
  readonly connection: Connection;
  readonly contentType: ContentType;
  readonly blob: ContentBlob;
}

/** The last row of a window that has more blobs than are shown. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly parent: WindowNode;
  readonly connection: Connection;
  readonly shown: number;
}

export interface WebhookNode {
  readonly kind: 'webhook';
  readonly id: string;
  readonly parent: ContentTypeNode;
  readonly connection: Connection;
  readonly contentType: ContentType;
  readonly webhook: Webhook;
}

/** A day's attempts of the service to tell the webhook of blobs. */
export interface AttemptDayNode {
  readonly kind: 'attemptDay';
  readonly id: string;
  readonly parent: WebhookNode;
  readonly connection: Connection;
  readonly contentType: ContentType;
  /** Midnight, UTC, in milliseconds since the epoch. */
  readonly day: number;
  readonly attempts: readonly NotificationAttempt[];
}

export interface AttemptNode {
  readonly kind: 'attempt';
  readonly id: string;
  readonly parent: AttemptDayNode;
  readonly connection: Connection;
  readonly contentType: ContentType;
  readonly attempt: NotificationAttempt;
}

/** A row of words: why there is nothing, or what went wrong, with the command that helps. */
export interface MessageNode {
  readonly kind: 'message';
  readonly id: string;
  readonly parent: ParentNode | undefined;
  readonly text: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly help?: MessageHelp;
}

export interface MessageHelp {
  /** What selecting the row does or why, in words: the row's description. */
  readonly hint: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

/** Nodes that have children. */
export type ParentNode = ConnectionNode | ContentTypeNode | DayNode | WindowNode | WebhookNode | AttemptDayNode;

export function isTreeNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value && 'parent' in value;
}
