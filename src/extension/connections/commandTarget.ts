import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { contentTypeLabels, contentTypes, type ContentType } from '../../core/api/contentType';
import type { ConnectionStore } from './connectionStore';

/** What a command is about: a row of the tree, or part of one. */
export interface ConnectionTarget {
  readonly connection: Connection;
}

export interface ContentTypeTarget extends ConnectionTarget {
  readonly contentType: ContentType;
}

/** A command that is run with no row, from the palette, asks; undefined if the user leaves. */
export async function pickConnection(
  connections: ConnectionStore,
  target: ConnectionTarget | undefined,
): Promise<Connection | undefined> {
  if (target !== undefined) {
    return target.connection;
  }
  const [first, ...others] = connections.connections;
  if (first === undefined) {
    await vscode.commands.executeCommand('m365Audit.feed.focus');
    return undefined;
  }
  if (others.length === 0) {
    return first;
  }
  const chosen = await vscode.window.showQuickPick(
    connections.connections.map((connection) => ({
      label: connection.name,
      description: connection.tenantId,
      connection,
    })),
    { placeHolder: vscode.l10n.t('Which connection?') },
  );
  return chosen?.connection;
}

export async function pickContentType(
  connections: ConnectionStore,
  target: ContentTypeTarget | undefined,
): Promise<ContentTypeTarget | undefined> {
  if (target !== undefined) {
    return target;
  }
  const connection = await pickConnection(connections, undefined);
  if (connection === undefined) {
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    contentTypes.map((contentType) => ({
      label: contentTypeLabels[contentType],
      description: contentType,
      contentType,
    })),
    { placeHolder: vscode.l10n.t('Which content type?') },
  );
  return chosen === undefined ? undefined : { connection, contentType: chosen.contentType };
}
