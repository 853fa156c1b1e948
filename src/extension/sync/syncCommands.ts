import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { contentTypes } from '../../core/api/contentType';
import { pickConnection } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { isTreeNode, type TreeNode } from '../tree/treeNodes';
import type { ContentSyncs } from './contentSyncs';
import { askForSync } from './syncQuestions';
import { toSyncRequests, type SyncNode, type SyncRequest } from './syncRequest';

/** What other commands, and keybindings, may name: then nothing is asked. */
const syncArguments = z.object({
  connection: z.object({ id: z.string() }),
  contentTypes: z.exactOptional(z.array(z.enum(contentTypes))),
  range: z.exactOptional(z.object({ start: z.number(), end: z.number() })),
});

export interface SyncCommandServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly syncs: ContentSyncs;
  readonly errors: ErrorPresenter;
}

/** "Sync Content…": asks only what the row, or the arguments, leave open. */
export class SyncCommands extends Disposable {
  constructor(private readonly services: SyncCommandServices) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.syncContent', (target?: unknown, selection?: unknown) =>
        this.sync(target, selection),
      ),
    );
  }

  private async sync(target: unknown, selection: unknown): Promise<void> {
    const { connections, engine, syncs, errors } = this.services;
    const named = this.readArguments(target);
    if (named !== undefined) {
      await syncs.run([named]);
      return;
    }
    const nodes = selectedNodes(target, selection).filter(isSyncNode);
    const connection = await pickConnection(connections, nodes[0]);
    if (connection === undefined) {
      return;
    }
    await errors.guard({ connection }, async () => {
      const requests = nodes.length === 0 ? [{ connection }] : toSyncRequests(nodes, Date.now());
      const complete = requests.filter(({ range }) => range !== undefined);
      const open = requests.filter(({ range }) => range === undefined);
      const asked = open.length === 0 ? [] : await askForSync(engine, open);
      if (asked !== undefined) {
        await syncs.run([...asked, ...complete]);
      }
    });
  }

  /** A row names a connection too, and is none. */
  private readArguments(target: unknown): SyncRequest | undefined {
    const named = isTreeNode(target) ? undefined : syncArguments.safeParse(target).data;
    const connection = named && this.services.connections.find(named.connection.id);
    return named && connection && { ...named, connection };
  }
}

/** VS Code gives the row that was clicked, and all that are chosen if it is among them. */
export function selectedNodes(target: unknown, selection: unknown): readonly TreeNode[] {
  const chosen: readonly unknown[] = Array.isArray(selection) ? selection : [target];
  return chosen.filter(isTreeNode);
}

export function isSyncNode(node: TreeNode): node is SyncNode {
  return ['connection', 'contentType', 'day', 'window'].includes(node.kind);
}
