import * as vscode from 'vscode';
import { contentTypes } from '../../core/api/contentType';
import type { EngineRequests, Subscription } from '../../core/protocol/engineProtocol';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import { toEngineError } from '../errors/rehydrateError';
import type { MicrosoftSignIn } from '../signIn/microsoftSignIn';
import { clockText, durationText } from './timeText';
import { toTreeItem, type TreeItemContext } from './treeItems';
import { explainEmptyDay, groupByHour, recentDays } from './treeModel';
import type {
  BlobNode,
  ConnectionNode,
  ContentTypeNode,
  DayNode,
  MessageHelp,
  MessageNode,
  MoreNode,
  ParentNode,
  TreeNode,
  WindowNode,
} from './treeNodes';

/** Blobs of a window that are shown at first, and that "Load more" adds. */
const blobPageSize = 100;

/** The rows of the Audit Feed. All but the connections come from the engine, when they are first looked at. */
export class AuditTree extends Disposable implements vscode.TreeDataProvider<TreeNode> {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<TreeNode | undefined>());
  /** How many blobs are shown, by window id; only of windows where more were asked for. */
  private readonly shownBlobs = new Map<string, number>();
  /** What is being done to a content type, by node id, in words. */
  private readonly work = new Map<string, string>();

  readonly onDidChangeTreeData = this.changeEmitter.event;

  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly signIn: MicrosoftSignIn,
  ) {
    super();
    for (const onDidChange of [connections.onDidChange, signIn.onDidChange, engine.onDidRestart]) {
      this.register(
        onDidChange(() => {
          this.refresh();
        }),
      );
    }
  }

  /** Asks anew for the children of a row, or for all. */
  refresh(node?: TreeNode): void {
    this.changeEmitter.fire(node);
  }

  /** Shows on the row that something is being done, while it is. */
  async showWork<T>(node: TreeNode, words: string, work: () => Promise<T>): Promise<T> {
    this.work.set(node.id, words);
    this.refresh(node);
    try {
      return await work();
    } finally {
      this.work.delete(node.id);
      this.refresh(node.parent);
    }
  }

  /** Shows the next page of a window. */
  loadMore({ parent, shown }: MoreNode): BlobNode | undefined {
    this.shownBlobs.set(parent.id, shown + blobPageSize);
    this.refresh(parent);
    return blobNodes(parent, shown, shown + 1)[0];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  async getTreeItem(node: TreeNode): Promise<vscode.TreeItem> {
    return toTreeItem(node, await this.describe(node));
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) {
      return [...this.connections.problems.map(problemNode), ...this.connections.connections.map(connectionNode)];
    }
    if (node.kind === 'blob' || node.kind === 'more' || node.kind === 'message') {
      return [];
    }
    try {
      return await this.loadChildren(node);
    } catch (error) {
      return [failureNode(node, error)];
    }
  }

  private async describe(node: TreeNode): Promise<TreeItemContext> {
    const work = this.work.get(node.id);
    const context = { now: Date.now(), locale: vscode.env.language, ...(work === undefined ? {} : { work }) };
    if (node.kind !== 'connection' || !this.signIn.isNeeded(node.connection)) {
      return context;
    }
    try {
      const account = await this.signIn.findAccount(node.connection);
      return account === undefined ? context : { ...context, account };
    } catch {
      // The row of a connection is shown whatever the sign-in says; its children tell of the fault.
      return context;
    }
  }

  private async loadChildren(node: ParentNode): Promise<TreeNode[]> {
    switch (node.kind) {
      case 'connection':
        return this.loadContentTypes(node);
      case 'contentType':
        return dayNodes(node);
      case 'day':
        return this.loadWindows(node);
      case 'window':
        return this.loadBlobs(node);
    }
  }

  private async loadContentTypes(node: ConnectionNode): Promise<TreeNode[]> {
    const { connection } = node;
    const subscriptions = await this.engine.request('m365Audit/listSubscriptions', { connection });
    return contentTypes.map((contentType) => {
      const subscription: Subscription = subscriptions.find((known) => known.contentType === contentType) ?? {
        contentType,
        status: 'none',
      };
      return {
        kind: 'contentType',
        id: `${node.id}/${contentType}`,
        parent: node,
        connection,
        contentType,
        subscription,
      };
    });
  }

  private async loadWindows(node: DayNode): Promise<TreeNode[]> {
    const { connection, contentType, range } = node;
    const { blobs, expired } = await this.listContent({
      connection,
      contentType,
      range: { start: range.start, end: Math.min(range.end, Date.now()) },
    });
    const windows = groupByHour(blobs).map((hour): WindowNode => ({
      kind: 'window',
      id: `${node.id}/${clockText(hour.range.start)}`,
      parent: node,
      connection,
      contentType,
      ...hour,
    }));
    const notes = [
      ...(windows.length === 0 ? [emptyDayText(node)] : []),
      ...(expired === undefined
        ? []
        : [vscode.l10n.t('The service no longer has what came before {0} UTC.', clockText(expired.end))]),
    ];
    return [...windows, ...notes.map((text) => messageNode(node, text))];
  }

  private listContent(
    params: EngineRequests['m365Audit/listContent']['params'],
  ): Promise<EngineRequests['m365Audit/listContent']['result']> {
    return this.engine.request('m365Audit/listContent', params);
  }

  private loadBlobs(node: WindowNode): TreeNode[] {
    const shown = this.shownBlobs.get(node.id) ?? blobPageSize;
    const more: MoreNode = { kind: 'more', id: `${node.id}/more`, parent: node, connection: node.connection, shown };
    return [...blobNodes(node, 0, shown), ...(node.blobs.length > shown ? [more] : [])];
  }
}

function connectionNode(connection: ConnectionNode['connection']): ConnectionNode {
  return { kind: 'connection', id: connection.id, parent: undefined, connection };
}

function dayNodes(node: ContentTypeNode): TreeNode[] {
  const { connection, contentType, subscription } = node;
  if (subscription.status !== 'enabled') {
    return [
      // What to do comes first: a narrow side bar cuts off what follows.
      messageNode(node, vscode.l10n.t('Start the subscription'), 'info', {
        hint: vscode.l10n.t('Without it the service gives no content.'),
        command: 'm365Audit.startSubscription',
        arguments: [node],
      }),
    ];
  }
  return recentDays(Date.now()).map((range): DayNode => {
    const date = new Date(range.start).toISOString().slice(0, 10);
    return { kind: 'day', id: `${node.id}/${date}`, parent: node, connection, contentType, range };
  });
}

function blobNodes(node: WindowNode, start: number, end: number): BlobNode[] {
  const { connection, contentType } = node;
  return node.blobs.slice(start, end).map((blob) => ({
    kind: 'blob',
    id: `${node.id}/${blob.contentId}`,
    parent: node,
    connection,
    contentType,
    blob,
  }));
}

function emptyDayText(node: DayNode): string {
  const reason = explainEmptyDay(node.parent.subscription, node.range, Date.now());
  return reason.kind === 'waiting'
    ? vscode.l10n.t(
        'Subscribed {0} ago: the service may take up to 12 hours.',
        durationText(reason.subscribedForMs, vscode.env.language),
      )
    : vscode.l10n.t('No content became available on this day.');
}

function problemNode(problem: string, index: number): MessageNode {
  return {
    ...messageNode(undefined, problem, 'error', {
      hint: vscode.l10n.t('Open the settings'),
      command: 'workbench.action.openSettingsJson',
      arguments: [{ revealSetting: { key: 'm365Audit.connections' } }],
    }),
    id: `problem/${index}`,
  };
}

/** A failing row's children are one row that says why, and does the one thing that helps. Signing in comes before its reason. */
function failureNode(parent: ParentNode, error: unknown): MessageNode {
  const { data } = toEngineError(error);
  switch (data.action) {
    case 'signIn':
      return messageNode(parent, vscode.l10n.t('Sign in'), 'error', {
        hint: data.message,
        command: 'm365Audit.signIn',
        arguments: [parent],
      });
    case 'subscribe':
      return messageNode(parent, data.message, 'error', {
        hint: vscode.l10n.t('Start the subscription'),
        command: 'm365Audit.startSubscription',
        arguments: [parent],
      });
    default:
      return messageNode(parent, data.message, 'error', {
        hint: vscode.l10n.t('Try again'),
        command: 'm365Audit.refreshItem',
        arguments: [parent],
      });
  }
}

function messageNode(
  parent: MessageNode['parent'],
  text: string,
  severity: MessageNode['severity'] = 'info',
  help?: MessageHelp,
): MessageNode {
  // The text is part of the id: another message is another row.
  return {
    kind: 'message',
    id: `${parent?.id ?? ''}/message/${text}`,
    parent,
    text,
    severity,
    ...(help === undefined ? {} : { help }),
  };
}
