import * as vscode from 'vscode';
import { contextValue } from '../treeModel';
import type { MessageNode } from '../treeNodes';

export function messageItem({ text, severity, help }: MessageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon(severity === 'info' ? 'info' : 'warning');
  item.tooltip = text;
  item.contextValue = contextValue('message', { severity });
  if (help !== undefined) {
    item.description = help.hint;
    item.tooltip = `${text}\n${help.hint}`;
    item.command = { command: help.command, title: help.hint, arguments: [...help.arguments] };
  }
  return item;
}
