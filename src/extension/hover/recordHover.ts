import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import { auditScheme, parseDocumentPath } from '../documents/auditUri';
import type { EngineSession } from '../engine/engineSession';
import { hoverText } from './hoverText';
import { recordAt } from './recordAt';
import { recordFacts, type RecordFact } from './recordFacts';

/** After the service gave no names of sensitive types, it is not asked for so long. Milliseconds. */
const namesRetryMs = 5 * 60_000;

/** Says what the numbers, ids and times in a blob's or record's JSON mean. */
export class RecordHover extends Disposable implements vscode.HoverProvider {
  /** When names of sensitive types may be asked for again, by connection id. */
  private readonly namesPausedUntil = new Map<string, number>();

  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    this.register(vscode.languages.registerHoverProvider({ scheme: auditScheme, language: 'json' }, this));
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const connectionId = parseDocumentPath(document.uri.path)?.connectionId;
    const record = recordAt(document, position);
    if (connectionId === undefined || record === undefined) {
      return undefined;
    }
    const { connections } = this.connections;
    const facts = recordFacts(record.text, record.offset, { connections });
    const sensitiveTypeName = await this.sensitiveTypeName(connectionId, facts, token);
    const texts = hoverText(facts, { connectionId, sensitiveTypeName, now: Date.now() });
    return texts.length === 0 ? undefined : new vscode.Hover([...texts]);
  }

  private async sensitiveTypeName(
    connectionId: string,
    facts: readonly RecordFact[],
    token: vscode.CancellationToken,
  ): Promise<string | undefined> {
    const fact = facts.find(({ kind }) => kind === 'sensitiveType');
    const connection = this.connections.find(connectionId);
    return fact?.kind === 'sensitiveType' && connection !== undefined
      ? (await this.sensitiveTypeNames(connection, token))?.[fact.id]
      : undefined;
  }

  /** The engine keeps the names for a day. A hover is no place for an error: without names, the record's own are shown. */
  private async sensitiveTypeNames(
    connection: Connection,
    token: vscode.CancellationToken,
  ): Promise<Readonly<Record<string, string>> | undefined> {
    if (Date.now() < (this.namesPausedUntil.get(connection.id) ?? 0)) {
      return undefined;
    }
    try {
      const { language } = vscode.env;
      return await this.engine.request('m365Audit/listSensitiveTypes', { connection, language }, token);
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) {
        this.namesPausedUntil.set(connection.id, Date.now() + namesRetryMs);
        this.log.warn('the names of sensitive types could not be read', error);
      }
      return undefined;
    }
  }
}
