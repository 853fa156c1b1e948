import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/api/connection';
import { isGuid } from '../connections/connectionSettings';
import { pickConnection } from '../connections/commandTarget';
import { connectionGone } from '../connections/connectionGone';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { AuditFileSystem } from '../documents/auditFileSystem';
import { auditScheme, documentPath } from '../documents/auditUri';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { lookUpCommand, readGraphTarget, type GraphTarget } from './graphTarget';

const named = z.object({ displayName: z.string().check(z.minLength(1)) });

type Subject = Pick<GraphTarget, 'subject' | 'id'>;

/** Looks a user or an app up in Microsoft Graph, and shows what is found as a document. Nothing else asks Graph. */
export class LookUpCommand extends Disposable {
  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly files: AuditFileSystem,
    private readonly errors: ErrorPresenter,
  ) {
    super();
    this.register(vscode.commands.registerCommand(lookUpCommand, (argument: unknown) => this.run(argument)));
  }

  /** @param argument a `GraphTarget` of a link in a hover; nothing from the palette */
  private async run(argument: unknown): Promise<void> {
    const target = readGraphTarget(argument);
    const connection =
      target === undefined
        ? await pickConnection(this.connections, undefined)
        : this.connections.find(target.connectionId);
    if (target !== undefined && connection === undefined) {
      // Another tenant would not know the id, and should not learn it.
      await this.errors.show(connectionGone(target.connectionId), {});
      return;
    }
    const subject = connection === undefined ? undefined : (target ?? (await askForSubject()));
    if (connection !== undefined && subject !== undefined) {
      await this.errors.guard({ connection }, () => this.lookUp(connection, subject));
    }
  }

  private async lookUp(connection: Connection, { subject, id }: Subject): Promise<void> {
    const { text } = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        cancellable: true,
        title: vscode.l10n.t('Looking up {0} in Microsoft Graph', id),
      },
      (_, token) => this.engine.request('m365Audit/lookUpInGraph', { connection, kind: subject, id }, token),
    );
    const title = named.safeParse(JSON.parse(text)).data?.displayName ?? id;
    const path = documentPath({ kind: 'graph', connectionId: connection.id, subject, id }, title);
    const uri = vscode.Uri.from({ scheme: auditScheme, path });
    this.files.keepAnswer(uri, text);
    await vscode.window.showTextDocument(uri);
  }
}

async function askForSubject(): Promise<Subject | undefined> {
  const title = vscode.l10n.t('Look Up in Microsoft Graph');
  const text = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The object id or user principal name of a user, or the application (client) id of an app'),
    validateInput: (entered) =>
      isGuid(entered.trim()) || entered.includes('@')
        ? undefined
        : vscode.l10n.t('Give a GUID, or a user principal name such as ana@contoso.com.'),
  });
  const id = text?.trim();
  if (id === undefined || !isGuid(id)) {
    return id === undefined ? undefined : { subject: 'user', id };
  }
  const kinds: readonly (vscode.QuickPickItem & { readonly subject: Subject['subject'] })[] = [
    { subject: 'user', label: vscode.l10n.t('User'), description: vscode.l10n.t('by object id') },
    { subject: 'app', label: vscode.l10n.t('App'), description: vscode.l10n.t('by application (client) id') },
  ];
  const chosen = await vscode.window.showQuickPick(kinds, { title, placeHolder: vscode.l10n.t('What is the id of?') });
  return chosen === undefined ? undefined : { subject: chosen.subject, id };
}
