import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import type { GapWatch } from '../coverage/gapWatch';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import { toEngineError } from '../errors/rehydrateError';
import type { SignIn } from '../signIn/signIn';
import type { WantedSubscriptions } from '../subscriptions/wantedSubscriptions';
import type { BackgroundSync } from '../sync/backgroundSync';
import { attemptDayRows, attemptRows } from './children/attemptRows';
import { blobNodes, blobPageSize, blobRows } from './children/blobRows';
import { contentTypeRows } from './children/contentTypeRows';
import { subscriptionRows } from './children/subscriptionRows';
import { windowRows } from './children/windowRows';
import type { TreeItemContext } from './items/treeItemContext';
import { failureNode, messageNode, problemNode } from './messageNodes';
import { isFiltering, noFilter, type TreeFilter } from './treeFilter';
import { toTreeItem } from './treeItems';
import type { BlobNode, ConnectionNode, ContentTypeNode, DayNode, MoreNode, ParentNode, TreeNode } from './treeNodes';
import type { TreeServices } from './treeServices';

export interface AuditTreeSources {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly signIn: SignIn;
  readonly wanted: WantedSubscriptions;
  readonly background: BackgroundSync;
  readonly gaps: GapWatch;
}

/** The rows of the Audit Feed. All but the connections come from the engine, when they are first looked at. */
export class AuditTree extends Disposable implements vscode.TreeDataProvider<TreeNode> {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<TreeNode | undefined>());
  private readonly filterEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly loadEmitter = this.register(new vscode.EventEmitter<{ readonly mayRetry: boolean }>());
  /** How many blobs are shown, by window id; only of windows where more were asked for. */
  private readonly shownBlobs = new Map<string, number>();
  /** What is being done to a content type, by node id, in words. */
  private readonly work = new Map<string, string>();
  /** The days that VS Code was given last, by id: it knows a row by its object. */
  private readonly days = new Map<string, DayNode>();
  /** The rows of connections, for the same reason. */
  private readonly connectionRows = new Map<string, ConnectionNode>();
  /** The rows of content types, for the same reason. */
  private readonly contentTypes = new Map<string, ContentTypeNode>();
  private shownFilter = noFilter;

  readonly onDidChangeTreeData = this.changeEmitter.event;
  readonly onDidFilter = this.filterEmitter.event;
  /** The service was asked for rows. `mayRetry`: it failed in a way that passes, such as too many requests. */
  readonly onDidLoad = this.loadEmitter.event;

  private readonly connections: ConnectionStore;

  constructor(private readonly sources: AuditTreeSources) {
    super();
    const { engine, connections, signIn, wanted, background, gaps } = sources;
    this.connections = connections;
    this.register(
      background.onDidEndTurn(({ id }) => {
        this.refreshConnection(id);
      }),
    );
    this.register(
      gaps.onDidChange((connectionId) => {
        this.refreshContentTypes(connectionId);
      }),
    );
    for (const onDidChange of [connections.onDidChange, signIn.onDidChange, engine.onDidRestart, wanted.onDidChange]) {
      this.register(
        onDidChange(() => {
          this.refresh();
        }),
      );
    }
  }

  get filter(): TreeFilter {
    return this.shownFilter;
  }

  set filter(filter: TreeFilter) {
    this.shownFilter = filter;
    this.filterEmitter.fire();
    this.refresh();
  }

  /** Asks anew for the children of a row, or for all. */
  refresh(node?: TreeNode): void {
    this.changeEmitter.fire(node);
  }

  /** Asks anew for the days with these ids, as far as they are shown. */
  refreshDays(ids: Iterable<string>): void {
    for (const id of ids) {
      const day = this.days.get(id);
      if (day !== undefined) {
        this.refresh(day);
      }
    }
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

  /** The same on the row of a connection, wherever the work was begun. */
  async showConnectionWork<T>({ id }: Connection, words: string, work: () => Promise<T>): Promise<T> {
    this.work.set(id, words);
    this.refreshConnection(id);
    try {
      return await work();
    } finally {
      this.work.delete(id);
      this.refreshConnection(id);
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
      this.days.clear();
      this.contentTypes.clear();
      this.connectionRows.clear();
      const rows = this.connections.connections.map(connectionNode);
      rows.forEach((row) => this.connectionRows.set(row.id, row));
      return [...this.connections.problems.map(problemNode), ...rows];
    }
    if (node.kind === 'blob' || node.kind === 'more' || node.kind === 'attempt' || node.kind === 'message') {
      return [];
    }
    try {
      return await this.loadChildren(node);
    } catch (error) {
      return [failureNode(node, error)];
    }
  }

  private refreshConnection(id: string): void {
    const row = this.connectionRows.get(id);
    if (row !== undefined) {
      this.refresh(row);
    }
  }

  private async describe(node: TreeNode): Promise<TreeItemContext> {
    const work = this.work.get(node.id);
    const context = { now: Date.now(), locale: vscode.env.language, ...(work === undefined ? {} : { work }) };
    switch (node.kind) {
      case 'connection':
        return this.describeConnection(node.connection, context);
      case 'contentType':
        return { ...context, ...this.gapsOf(node) };
      default:
        return context;
    }
  }

  private async describeConnection(connection: Connection, context: TreeItemContext): Promise<TreeItemContext> {
    const { signIn, background } = this.sources;
    const planned = background.connectionsInPlan.find((one) => one.connection.id === connection.id);
    const upkeep = { ...context, ...(planned === undefined ? {} : { background: planned }) };
    if (!signIn.isNeeded(connection)) {
      return upkeep;
    }
    try {
      const signedIn = await signIn.findAccount(connection);
      return signedIn === undefined ? upkeep : { ...upkeep, signedIn };
    } catch {
      // The row of a connection is shown whatever the sign-in says; its children tell of the fault.
      return upkeep;
    }
  }

  private async loadChildren(node: ParentNode): Promise<TreeNode[]> {
    switch (node.kind) {
      case 'connection':
        return this.withFilterNote(
          node,
          this.keepContentTypes(await this.ask(() => contentTypeRows(node, this.services))),
        );
      case 'contentType':
        return this.keepDays(subscriptionRows(node, this.gapsOf(node).gaps));
      case 'day':
        return this.ask(() => windowRows(node, this.services));
      case 'window':
        return blobRows(node, this.shownBlobs.get(node.id) ?? blobPageSize);
      case 'webhook':
        return this.ask(() => attemptDayRows(node, this.services));
      case 'attemptDay':
        return attemptRows(node);
    }
  }

  private async ask<T>(load: () => Promise<T>): Promise<T> {
    try {
      const rows = await load();
      this.loadEmitter.fire({ mayRetry: false });
      return rows;
    } catch (error) {
      this.loadEmitter.fire({ mayRetry: toEngineError(error).data.action === 'retry' });
      throw error;
    }
  }

  private get services(): TreeServices {
    const { engine, wanted, gaps } = this.sources;
    return { engine, wanted, gaps, filter: this.shownFilter };
  }

  private gapsOf({ connection, contentType }: ContentTypeNode): Pick<TreeItemContext, 'gaps'> {
    const gaps = this.sources.gaps.gapsOf(connection.id, contentType);
    return gaps === undefined ? {} : { gaps };
  }

  private refreshContentTypes(connectionId: string): void {
    for (const node of this.contentTypes.values()) {
      if (node.connection.id === connectionId) {
        this.refresh(node);
      }
    }
  }

  private keepContentTypes(rows: ContentTypeNode[]): ContentTypeNode[] {
    for (const row of rows) {
      this.contentTypes.set(row.id, row);
    }
    return rows;
  }

  private keepDays(rows: TreeNode[]): TreeNode[] {
    for (const row of rows) {
      if (row.kind === 'day') {
        this.days.set(row.id, row);
      }
    }
    return rows;
  }

  /** A tree that shows less than there is says so. */
  private withFilterNote(node: ConnectionNode, rows: TreeNode[]): TreeNode[] {
    return isFiltering(this.shownFilter)
      ? [
          ...rows,
          messageNode(node, vscode.l10n.t('Clear the filter'), 'info', {
            hint: vscode.l10n.t('It hides a part of the tree.'),
            command: 'm365Audit.clearTreeFilter',
            arguments: [],
          }),
        ]
      : rows;
  }
}

function connectionNode(connection: ConnectionNode['connection']): ConnectionNode {
  return { kind: 'connection', id: connection.id, parent: undefined, connection };
}
