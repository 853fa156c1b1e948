import * as vscode from 'vscode';

export interface FileQuestion {
  readonly title: string;
  /** What the file is called, where the user says nothing else. */
  readonly name: string;
  readonly filters: Readonly<Record<string, string[]>>;
}

/** Asks where a file goes; undefined if the user leaves. A file that is there is asked about by the dialog. */
export async function askForFile({ title, name, filters }: FileQuestion): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return vscode.window.showSaveDialog({
    title,
    filters: { ...filters },
    ...(folder === undefined
      ? {}
      : { defaultUri: vscode.Uri.joinPath(folder.uri, name.replaceAll(/[\\/:*?"<>|]+/g, '-')) }),
  });
}

/** Tells of a file that was written. A browser has no file manager to show a file in. */
export async function offerFile(words: string, uri: vscode.Uri, isText: boolean): Promise<void> {
  const open = vscode.l10n.t('Open');
  const reveal = vscode.l10n.t('Reveal');
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  const offers = [...(isHere && uri.scheme === 'file' ? [reveal] : []), ...(isText ? [open] : [])];
  const chosen = await vscode.window.showInformationMessage(words, ...offers);
  if (chosen === open) {
    await vscode.commands.executeCommand('vscode.open', uri);
  } else if (chosen === reveal) {
    await vscode.commands.executeCommand('revealFileInOS', uri);
  }
}
