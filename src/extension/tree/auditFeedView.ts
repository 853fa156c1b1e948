import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { AuditTree } from './auditTree';
import type { BlobNode, MoreNode, TreeNode } from './treeNodes';

/** Id of the view, as in the manifest. */
export const feedViewId = 'm365Audit.feed';

/** The view "Audit Feed", and the commands that only concern it. */
export class AuditFeedView extends Disposable {
  private readonly view: vscode.TreeView<TreeNode>;

  constructor(private readonly tree: AuditTree) {
    super();
    this.view = this.register(
      vscode.window.createTreeView(feedViewId, {
        treeDataProvider: tree,
        showCollapseAll: true,
        canSelectMany: true,
        // A checkbox is the subscription of its row alone; ticking a parent must not tick what lies below.
        manageCheckboxStateManually: true,
      }),
    );
    this.register(this.view.onDidChangeCheckboxState(({ items }) => this.toggleSubscriptions(items)));
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
    for (const [node, state] of items) {
      const isOn = state === vscode.TreeItemCheckboxState.Checked;
      await vscode.commands.executeCommand(isOn ? 'm365Audit.startSubscription' : 'm365Audit.stopSubscription', node);
    }
  }
}

async function copyContentIds(nodes: readonly TreeNode[]): Promise<void> {
  const ids = nodes.flatMap((node) => (node.kind === 'blob' ? [node.blob.contentId] : []));
  await vscode.env.clipboard.writeText(ids.join('\n'));
}
