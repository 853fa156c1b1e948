import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { findNotebookConnection } from '../notebook/notebookConnection';

/** Whose archive a notebook's cells are about, or a file of KQL: files name none, so it is the first connection. */
export function documentConnection(uri: string, connections: ConnectionStore): Connection | undefined {
  const notebook = vscode.workspace.notebookDocuments.find((candidate) => candidate.uri.toString() === uri);
  return notebook === undefined ? connections.connections[0] : findNotebookConnection(notebook, connections);
}
