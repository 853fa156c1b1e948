import * as vscode from 'vscode';

/** An item of a cell's status bar that runs a command when it is selected. */
export function commandItem(
  text: string,
  command: string,
  tooltip: string,
  commandArguments: readonly unknown[],
  alignment = vscode.NotebookCellStatusBarAlignment.Left,
): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(text, alignment);
  item.tooltip = tooltip;
  item.command = { command, title: tooltip, arguments: [...commandArguments] };
  return item;
}
