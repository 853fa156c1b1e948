import * as vscode from 'vscode';
import { contentTypeLabels, contentTypes } from '../../core/api/contentType';
import type { BlobState } from '../../core/protocol/contentProtocol';
import { Disposable } from '../disposable';
import type { AuditTree } from './auditTree';
import { blobStateLabels } from './items/blobStateLabels';
import { isFiltering, noFilter, type TreeFilter } from './treeFilter';

/** Context key of the command that clears the filter. */
const filteredKey = 'm365Audit.isTreeFiltered';

const blobStates: readonly BlobState[] = ['listed', 'archived', 'failed', 'lost'];

/** Commands that show a part of the tree only. */
export class FilterCommands extends Disposable {
  constructor(private readonly tree: AuditTree) {
    super();
    this.register(vscode.commands.registerCommand('m365Audit.filterTree', () => this.ask()));
    this.register(vscode.commands.registerCommand('m365Audit.clearTreeFilter', () => this.apply(noFilter)));
  }

  private async ask(): Promise<void> {
    const { filter } = this.tree;
    const labels = blobStateLabels();
    const typeItems = contentTypes.map((contentType) => ({
      label: contentTypeLabels[contentType],
      description: contentType,
      picked: filter.contentTypes.includes(contentType),
      contentType,
    }));
    const stateItems = blobStates.map((state) => ({
      label: labels[state],
      picked: filter.blobStates.includes(state),
      state,
    }));
    const items: FilterItem[] = [
      { label: vscode.l10n.t('Content types'), kind: vscode.QuickPickItemKind.Separator },
      ...typeItems,
      { label: vscode.l10n.t('Blobs'), kind: vscode.QuickPickItemKind.Separator },
      ...stateItems,
    ];
    const chosen = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      title: vscode.l10n.t('Filter the Audit Feed'),
      placeHolder: vscode.l10n.t('What shall be shown? Nothing chosen shows all.'),
    });
    if (chosen !== undefined) {
      await this.apply({
        contentTypes: chosen.flatMap(({ contentType }) => contentType ?? []),
        blobStates: chosen.flatMap(({ state }) => state ?? []),
      });
    }
  }

  private async apply(filter: TreeFilter): Promise<void> {
    this.tree.filter = filter;
    await vscode.commands.executeCommand('setContext', filteredKey, isFiltering(filter));
  }
}

interface FilterItem extends vscode.QuickPickItem {
  readonly contentType?: TreeFilter['contentTypes'][number];
  readonly state?: BlobState;
}
