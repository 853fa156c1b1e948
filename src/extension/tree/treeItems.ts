import * as vscode from 'vscode';
import { attemptDayItem, attemptItem } from './items/attemptItems';
import { connectionItem } from './items/connectionItem';
import { blobItem, dayItem, moreItem, windowItem } from './items/contentItems';
import { contentTypeItem } from './items/contentTypeItem';
import { messageItem } from './items/messageItem';
import type { TreeItemContext } from './items/treeItemContext';
import { webhookItem } from './items/webhookItem';
import type { TreeNode } from './treeNodes';

/** How a row looks. */
export function toTreeItem(node: TreeNode, context: TreeItemContext): vscode.TreeItem {
  const item = makeItem(node, context);
  item.id = node.id;
  if (context.work !== undefined) {
    item.iconPath = new vscode.ThemeIcon('loading~spin');
    item.description = context.work;
  }
  const words = [item.label, item.description].filter((word) => typeof word === 'string');
  item.accessibilityInformation ??= { label: words.join(', ') };
  return item;
}

function makeItem(node: TreeNode, context: TreeItemContext): vscode.TreeItem {
  switch (node.kind) {
    case 'connection':
      return connectionItem(node, context);
    case 'contentType':
      return contentTypeItem(node, context);
    case 'day':
      return dayItem(node, context);
    case 'window':
      return windowItem(node);
    case 'blob':
      return blobItem(node, context);
    case 'more':
      return moreItem(node);
    case 'webhook':
      return webhookItem(node, context);
    case 'attemptDay':
      return attemptDayItem(node, context);
    case 'attempt':
      return attemptItem(node, context);
    case 'message':
      return messageItem(node);
  }
}
