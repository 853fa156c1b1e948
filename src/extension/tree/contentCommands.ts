import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { FetchContentParams } from '../../core/protocol/contentProtocol';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { ContentFetcher } from '../fetch/contentFetcher';
import { fetchJob, isArchived, retainedRange } from '../fetch/fetchJobs';
import type { NotebookWriter } from '../notebook/notebookWriter';
import { blobQuery, windowQuery } from '../notebook/queryText';
import type { AuditTree } from './auditTree';
import { isTreeNode, type BlobNode, type ContentNode, type TreeNode, type WindowNode } from './treeNodes';

/** Commands that bring content into the archive, and ask for it there. */
export class ContentCommands extends Disposable {
  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly fetcher: ContentFetcher,
    private readonly writer: NotebookWriter,
    private readonly tree: AuditTree,
    private readonly errors: ErrorPresenter,
  ) {
    super();
    this.register(
      vscode.commands.registerCommand(
        'm365Audit.fetch',
        (target?: ConnectionTarget, selection?: readonly ConnectionTarget[]) => this.fetch(target, selection),
      ),
    );
    this.register(
      vscode.commands.registerCommand('m365Audit.queryWindow', (node: WindowNode) =>
        this.query(node, windowQuery(node.contentType, node.range)),
      ),
    );
    this.register(
      vscode.commands.registerCommand('m365Audit.queryBlob', (node: BlobNode) =>
        this.query(node, blobQuery(node.contentType, node.blob.contentId)),
      ),
    );
  }

  /** With no row, or a connection's: all that the service still has of every content type that is subscribed to. */
  private async fetch(target?: ConnectionTarget, selection?: readonly ConnectionTarget[]): Promise<void> {
    const nodes = (selection ?? [target]).filter(isContentNode);
    const [first] = nodes;
    if (first !== undefined) {
      await this.errors.guard(first, () => this.fetchNodes(nodes, first.connection.name));
      return;
    }
    const connection = await pickConnection(this.connections, target);
    if (connection !== undefined) {
      await this.errors.guard({ connection }, async () => {
        await this.fetchAndRefresh(await this.allJobs(connection), connection.name, [undefined]);
      });
    }
  }

  private fetchNodes(nodes: readonly ContentNode[], subject: string): Promise<void> {
    const now = Date.now();
    const jobs = nodes.map((node) => fetchJob(node, now));
    return this.fetchAndRefresh(jobs, subject, nodes.map(listingRow));
  }

  private query(node: WindowNode | BlobNode, query: string): Promise<void> {
    return this.errors.guard(node, async () => {
      if (!isArchived(node)) {
        await this.fetchAndRefresh([fetchJob(node, Date.now())], node.connection.name, [listingRow(node)]);
      }
      await this.writer.addAndRun(node.connection, query);
    });
  }

  private async allJobs(connection: Connection): Promise<readonly FetchContentParams[]> {
    const subscriptions = await this.engine.request('m365Audit/listSubscriptions', { connection });
    const range = retainedRange(Date.now());
    const jobs = subscriptions
      .filter(({ status }) => status === 'enabled')
      .map(({ contentType }) => ({ connection, contentType, range }));
    if (jobs.length === 0) {
      throw new EngineError({
        kind: 'api',
        message: vscode.l10n.t(
          'There is no subscription yet in {0}. Turn on a content type in the side bar first.',
          connection.name,
        ),
      });
    }
    return jobs;
  }

  /** Also after a cancelled fetch there is something new to show. */
  private async fetchAndRefresh(
    jobs: readonly FetchContentParams[],
    subject: string,
    rows: readonly (TreeNode | undefined)[],
  ): Promise<void> {
    try {
      await this.fetcher.fetch(jobs, vscode.l10n.t('Fetching {0}', subject));
    } finally {
      for (const row of new Set(rows)) {
        this.tree.refresh(row);
      }
    }
  }
}

function isContentNode(value: unknown): value is ContentNode {
  return isTreeNode(value) && ['contentType', 'day', 'window', 'blob'].includes(value.kind);
}

/** The row whose listing tells the state of the blobs: the day, for what lies in it. */
function listingRow(node: ContentNode): TreeNode {
  switch (node.kind) {
    case 'contentType':
    case 'day':
      return node;
    case 'window':
      return node.parent;
    case 'blob':
      return node.parent.parent;
  }
}
