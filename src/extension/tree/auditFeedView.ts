import * as vscode from 'vscode';
import type { GapWatch } from '../coverage/gapWatch';
import { Disposable } from '../disposable';
import { daysOf, type NewContent } from '../receiver/newContent';
import type { AuditTree } from './auditTree';
import { blobStateLabels } from './items/blobStateLabels';
import { RefreshTimer } from './refreshTimer';
import { clockText } from './timeText';
import { filterText } from './treeFilter';
import { dayId } from './treeModel';
import type { BlobNode, MoreNode, TreeNode } from './treeNodes';
import { viewBadge } from './viewBadge';

/** Id of the view, as in the manifest. */
const feedViewId = 'm365Audit.feed';

/** The view "Audit Feed", and the commands that only concern it. */
export class AuditFeedView extends Disposable {
  private readonly view: vscode.TreeView<TreeNode>;
  /** When the service was asked last, in milliseconds since the epoch. */
  private loadedAt: number | undefined;

  constructor(
    private readonly tree: AuditTree,
    private readonly content: NewContent,
    private readonly gaps: GapWatch,
    dragAndDropController: vscode.TreeDragAndDropController<TreeNode>,
  ) {
    super();
    this.view = this.register(
      vscode.window.createTreeView(feedViewId, {
        treeDataProvider: tree,
        showCollapseAll: true,
        canSelectMany: true,
        dragAndDropController,
        // A checkbox is the subscription of its row alone; ticking a parent must not tick what lies below.
        manageCheckboxStateManually: true,
      }),
    );
    this.register(new RefreshTimer(tree, this.view));
    this.register(this.view.onDidChangeCheckboxState(({ items }) => this.toggleSubscriptions(items)));
    this.registerCommands();
    this.showWhatIsNew();
    this.register(
      tree.onDidLoad(() => {
        this.loadedAt = Date.now();
        this.describe();
      }),
    );
    this.register(
      tree.onDidFilter(() => {
        this.describe();
      }),
    );
  }

  private registerCommands(): void {
    const { tree } = this;
    this.register(
      vscode.commands.registerCommand('m365Audit.refresh', () => {
        tree.refresh();
      }),
    );
    this.register(
      vscode.commands.registerCommand('m365Audit.refreshItem', (node?: TreeNode) => {
        // What a message tells of is the row above it.
        tree.refresh(node?.kind === 'message' ? node.parent : node);
      }),
    );
    this.register(vscode.commands.registerCommand('m365Audit.loadMore', (node: MoreNode) => this.loadMore(node)));
    this.register(
      vscode.commands.registerCommand('m365Audit.copyContentId', (node: BlobNode, nodes?: readonly TreeNode[]) =>
        copyContentIds(nodes ?? [node]),
      ),
    );
  }

  /** What the receiver brings is shown at once. */
  private showWhatIsNew(): void {
    this.register(
      this.content.onDidReceive((received) => {
        const { connectionId, contentType } = received;
        this.tree.refreshDays(daysOf(received).map((day) => dayId(connectionId, contentType, day)));
        this.markSeenIfVisible();
      }),
    );
    for (const onDidChange of [this.content.onDidChange, this.gaps.onDidChange]) {
      this.register(
        onDidChange(() => {
          this.view.badge = viewBadge(this.content.count, this.gaps.count);
        }),
      );
    }
    this.register(
      this.view.onDidChangeVisibility(() => {
        this.markSeenIfVisible();
      }),
    );
  }

  private markSeenIfVisible(): void {
    if (this.view.visible) {
      this.content.markSeen();
    }
  }

  private describe(): void {
    const filter = filterText(this.tree.filter, blobStateLabels());
    this.view.message = filter === '' ? '' : vscode.l10n.t('Only {0}', filter);
    if (this.loadedAt !== undefined) {
      this.view.description = vscode.l10n.t('refreshed {0} UTC', clockText(this.loadedAt));
    }
  }

  /** The focus goes on to the first blob that came, so that the keyboard need not search for it. */
  private async loadMore(node: MoreNode): Promise<void> {
    const first = this.tree.loadMore(node);
    if (first !== undefined) {
      await this.view.reveal(first, { select: true, focus: true });
    }
  }

  private async toggleSubscriptions(
    items: readonly (readonly [TreeNode, vscode.TreeItemCheckboxState])[],
  ): Promise<void> {
    // None waits for another: one that fails has ended only when its message is closed.
    await Promise.all(
      items.map(async ([node, state]) => {
        const isOn = state === vscode.TreeItemCheckboxState.Checked;
        await vscode.commands.executeCommand(isOn ? 'm365Audit.startSubscription' : 'm365Audit.stopSubscription', node);
      }),
    );
  }
}

async function copyContentIds(nodes: readonly TreeNode[]): Promise<void> {
  const ids = nodes.flatMap((node) => (node.kind === 'blob' ? [node.blob.contentId] : []));
  await vscode.env.clipboard.writeText(ids.join('\n'));
}
