import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { pickConnection } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';

/** Key of the notebook's metadata that names its connection; it is saved with the notebook. */
const connectionIdKey = 'connectionId';

export function connectionMetadata(connection: Connection): Record<string, unknown> {
  return { [connectionIdKey]: connection.id };
}

/** Id of the connection that a notebook names; undefined if it names none. */
export function namedConnectionId(notebook: vscode.NotebookDocument): string | undefined {
  const metadata: Readonly<Record<string, unknown>> = notebook.metadata;
  const id = metadata[connectionIdKey];
  return typeof id === 'string' ? id : undefined;
}

/** The connection that a notebook's cells ask: the one it names, or the only one there is. */
export function findNotebookConnection(
  notebook: vscode.NotebookDocument,
  connections: ConnectionStore,
): Connection | undefined {
  const id = namedConnectionId(notebook);
  if (id !== undefined) {
    return connections.find(id);
  }
  const [first, ...others] = connections.connections;
  return others.length === 0 ? first : undefined;
}

/** Asks for a connection and writes it into the notebook. */
export async function switchConnection(
  notebook: vscode.NotebookDocument,
  connections: ConnectionStore,
): Promise<Connection | undefined> {
  const connection = await pickConnection(connections, undefined);
  if (connection !== undefined) {
    const edit = new vscode.WorkspaceEdit();
    const metadata: Readonly<Record<string, unknown>> = notebook.metadata;
    edit.set(notebook.uri, [
      vscode.NotebookEdit.updateNotebookMetadata({ ...metadata, ...connectionMetadata(connection) }),
    ]);
    await vscode.workspace.applyEdit(edit);
  }
  return connection;
}
