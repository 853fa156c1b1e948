import type { Connection } from '../../core/api/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { PagePanel } from './pagePanel';

/** The page of a connection: the connection as it is now, for it may be edited while the page is open. */
export type OpenPanel<P extends PagePanel> = (connection: () => Connection, onClosed: () => void) => P;

/** Pages of one kind, one for each connection. */
export class ConnectionPanels<P extends PagePanel> extends Disposable {
  private readonly panels = new Map<string, P>();

  constructor(
    private readonly connections: ConnectionStore,
    private readonly openPanel: OpenPanel<P>,
  ) {
    super();
    this.register(
      connections.onDidChange(() => {
        this.closePanelsOfRemoved();
      }),
    );
  }

  override dispose(): void {
    for (const panel of this.open) {
      panel.dispose();
    }
    super.dispose();
  }

  get open(): readonly P[] {
    return [...this.panels.values()];
  }

  /** Brings the page of a connection to the front; opens it where there is none. */
  show(opened: Connection): P {
    const panel = this.panels.get(opened.id) ?? this.add(opened);
    panel.reveal();
    return panel;
  }

  private add(opened: Connection): P {
    const panel = this.openPanel(
      () => this.connections.find(opened.id) ?? opened,
      () => this.panels.delete(opened.id),
    );
    this.panels.set(opened.id, panel);
    return panel;
  }

  /** The page of a connection that was removed could only tell that it is gone. */
  private closePanelsOfRemoved(): void {
    for (const [id, panel] of [...this.panels]) {
      if (this.connections.find(id) === undefined) {
        panel.dispose();
      }
    }
  }
}
