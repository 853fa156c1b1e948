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

/**
 * A command that is run with no row, from the palette, asks; undefined if the user leaves. A row, or the button of a message, may be
 * older than an edit of its connection: the connection is the one as it is now.
 */
export async function pickConnection(
  connections: ConnectionStore,
  target: ConnectionTarget | undefined,
): Promise<Connection | undefined> {
  if (target !== undefined) {
    return connections.find(target.connection.id) ?? target.connection;
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
    const current = connections.find(target.connection.id) ?? target.connection;
    return current === target.connection ? target : { connection: current, contentType: target.contentType };
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
