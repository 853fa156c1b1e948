import * as vscode from 'vscode';
import type { FetchContentParams } from '../../core/protocol/contentProtocol';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { ContentFetcher } from '../fetch/contentFetcher';
import { fetchJob, isArchived } from '../fetch/fetchJobs';
import type { NotebookWriter } from '../notebook/files/notebookWriter';
import { blobQuery, windowQuery } from '../notebook/running/queryText';
import type { ContentSyncs } from '../sync/contentSyncs';
import { isSyncNode, selectedNodes } from '../sync/syncCommands';
import { toSyncRequests } from '../sync/syncRequest';
import type { AuditTree } from './auditTree';
import type { BlobNode, TreeNode, WindowNode } from './treeNodes';

/** Commands that bring content into the archive, and ask for it there. */
export class ContentCommands extends Disposable {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly fetcher: ContentFetcher,
    private readonly syncs: ContentSyncs,
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
    const nodes = selectedNodes(target, selection);
    const blobs = nodes.filter((node) => node.kind === 'blob');
    const others = nodes.filter(isSyncNode);
    const [first] = blobs;
    if (first !== undefined) {
      await this.errors.guard(first, () => this.fetchBlobs(blobs, first.connection.name));
    }
    if (others.length > 0) {
      await this.syncs.run(toSyncRequests(others, Date.now()));
    } else if (first === undefined) {
      const connection = await pickConnection(this.connections, target);
      if (connection !== undefined) {
        await this.syncs.run([{ connection }]);
      }
    }
  }

  private fetchBlobs(nodes: readonly BlobNode[], subject: string): Promise<void> {
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

/** The row whose listing tells the state of the blobs: the day. */
function listingRow(node: WindowNode | BlobNode): TreeNode {
  return node.kind === 'window' ? node.parent : node.parent.parent;
}
