import * as vscode from 'vscode';

/**
 * Asks in a dialog before what cannot be undone.
 *
 * @param action what the button says that does it
 */
export async function confirm(question: string, detail: string, action: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
}
