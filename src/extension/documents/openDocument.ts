import * as vscode from 'vscode';
import type { AuditFileSystem } from './auditFileSystem';
import { auditScheme, documentPath, type AuditDocument } from './auditUri';

/**
 * Opens a document in an editor. What cannot be had is an error, not an editor with nothing in it.
 *
 * @param title of the editor's tab
 */
export async function openDocument(files: AuditFileSystem, document: AuditDocument, title: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: auditScheme, path: documentPath(document, title) });
  await vscode.window.withProgress({ location: { viewId: 'm365Audit.feed' } }, () => files.load(uri));
  await vscode.window.showTextDocument(uri);
}
