import * as vscode from 'vscode';

export type Fact = readonly [name: string, value: string];

/** Facts may come from the service, so they are added as text, never as Markdown. */
export function factsTooltip(title: string, facts: readonly Fact[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(title).appendMarkdown('**');
  for (const [name, value] of facts) {
    tooltip.appendMarkdown('\n\n').appendText(`${name}: ${value}`);
  }
  return tooltip;
}
