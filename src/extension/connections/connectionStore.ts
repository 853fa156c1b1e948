import * as vscode from 'vscode';
import { demoConnection, type Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import { Disposable } from '../disposable';
import { entryId, readConnections, type ReadConnections } from './connectionSettings';
import { readUpkeep, type Upkeep } from './upkeepSettings';

const section = 'm365Audit';
const settingName = 'connections';
const demoKey = 'demoTenantAdded';
const demoUpkeepKey = 'demoTenantUpkeep';

/** The connections: the user's own from the settings, and the demo tenant once it was tried. */
export class ConnectionStore extends Disposable {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<void>());
  private cached: ReadConnections | undefined;

  readonly onDidChange = this.changeEmitter.event;

  constructor(private readonly state: vscode.Memento) {
    super();
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${section}.${settingName}`)) {
          this.refresh();
        }
      }),
    );
  }

  get connections(): readonly Connection[] {
    return this.isDemoAdded ? [...this.settings.connections, demoConnection] : this.settings.connections;
  }

  /** What is wrong with the setting, in words. */
  get problems(): readonly string[] {
    return this.settings.problems;
  }

  /** Documents and notebooks of the demo tenant open whether it is shown or not. */
  find(id: string): Connection | undefined {
    return id === demoConnection.id ? demoConnection : this.connections.find((connection) => connection.id === id);
  }

  /**
   * Ids of all connections, those too whose entries cannot be read; undefined where the setting itself cannot be.
   * What is not among them was removed, here or in the settings.
   */
  get knownIds(): readonly string[] | undefined {
    const entries = readSetting();
    return Array.isArray(entries)
      ? [demoConnection.id, ...entries.map(entryId).filter((id) => id !== undefined)]
      : undefined;
  }

  async add(connection: Connection): Promise<void> {
    await this.writeSetting((entries) => [...entries, connection]);
  }

  /** Puts a connection in the place of the one with its id; its upkeep stays. */
  async update(connection: Connection): Promise<void> {
    await this.writeEntry(connection.id, (entry) => ({ ...connection, ...readUpkeep(entry) }));
  }

  /** What is done for a connection without being asked. */
  upkeepOf({ id }: Connection): Upkeep {
    return id === demoConnection.id ? readUpkeep(this.state.get(demoUpkeepKey)) : (this.settings.upkeep.get(id) ?? {});
  }

  /** The demo tenant is in no setting, so its upkeep is not either. */
  async updateUpkeep({ id }: Connection, upkeep: Upkeep): Promise<void> {
    if (id === demoConnection.id) {
      await this.state.update(demoUpkeepKey, upkeep);
      this.refresh();
      return;
    }
    const connection = this.find(id);
    if (connection !== undefined) {
      await this.writeEntry(id, () => ({ ...connection, ...upkeep }));
    }
  }

  async addDemo(): Promise<void> {
    await this.state.update(demoKey, true);
    this.refresh();
  }

  /** Forgets the connection. What was fetched from it stays in the archive. */
  async remove({ id }: Connection): Promise<void> {
    if (id === demoConnection.id) {
      await this.state.update(demoKey, false);
      await this.state.update(demoUpkeepKey, undefined);
      this.refresh();
    } else {
      await this.writeSetting((entries) => entries.filter((entry) => entryId(entry) !== id));
    }
  }

  private get isDemoAdded(): boolean {
    return this.state.get(demoKey, false);
  }

  private get settings(): ReadConnections {
    this.cached ??= readConnections(readSetting());
    return this.cached;
  }

  private refresh(): void {
    this.cached = undefined;
    this.changeEmitter.fire();
  }

  private async writeEntry(id: string, change: (entry: unknown) => Connection & Upkeep): Promise<void> {
    await this.writeSetting((entries) => entries.map((entry) => (entryId(entry) === id ? change(entry) : entry)));
  }

  /** Entries that cannot be read are kept: the user may want to mend them. */
  private async writeSetting(change: (entries: readonly unknown[]) => readonly unknown[]): Promise<void> {
    const entries = readSetting() ?? [];
    if (!Array.isArray(entries)) {
      throw new EngineError({
        kind: 'internal',
        code: 'UnreadableSetting',
        message: vscode.l10n.t(
          'The setting {0} is no list, so it was left as it is. Correct it in the settings, then try again.',
          `${section}.${settingName}`,
        ),
      });
    }
    await vscode.workspace
      .getConfiguration(section)
      .update(settingName, change(entries), vscode.ConfigurationTarget.Global);
  }
}

function readSetting(): unknown {
  return vscode.workspace.getConfiguration(section).get(settingName);
}
