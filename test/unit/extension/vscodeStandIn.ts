/** The parts of VS Code's API that tests of commands and services meet, without a window. */

export class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): { dispose(): void } => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of this.listeners) {
      listener(value);
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}

export class CancellationError extends Error {}

export const l10n = {
  t: (text: string, ...values: readonly unknown[]): string =>
    text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
};

export const env = { language: 'en' };

export const ProgressLocation = { Notification: 15 };

const registered = new Map<string, (argument: unknown) => unknown>();

export const commands = {
  executeCommand: (id: string, argument?: unknown): Promise<unknown> => Promise.resolve(registered.get(id)?.(argument)),
  registerCommand: (id: string, run: (argument: unknown) => unknown): { dispose(): void } => {
    registered.set(id, run);
    return { dispose: () => registered.delete(id) };
  },
};

const token = { isCancellationRequested: false, onCancellationRequested: (): object => ({ dispose: () => undefined }) };

export const window = {
  withProgress: <T>(_options: unknown, work: (progress: unknown, token: unknown) => T): T =>
    work({ report: () => undefined }, token),
  showInformationMessage: (): Promise<undefined> => Promise.resolve(undefined),
  showErrorMessage: (): Promise<undefined> => Promise.resolve(undefined),
};

/** What is open; tests fill it. */
export const openNotebooks: unknown[] = [];

export const workspace = {
  notebookDocuments: openNotebooks,
  onDidChangeNotebookDocument: (): object => ({ dispose: () => undefined }),
  onDidCloseNotebookDocument: (): object => ({ dispose: () => undefined }),
};

export interface NotebookController {
  executeHandler(cells: readonly unknown[], notebook: unknown): Promise<void>;
  createNotebookCellExecution(cell: unknown): object;
  dispose(): void;
}

/** Those that were made. */
export const controllers: NotebookController[] = [];

export const notebooks = {
  createNotebookController: (): NotebookController => {
    const controller: NotebookController = {
      executeHandler: () => Promise.resolve(),
      createNotebookCellExecution: (cell) => ({ cell, end: () => undefined }),
      dispose: () => undefined,
    };
    controllers.push(controller);
    return controller;
  },
};

export const NotebookCellKind = { Markup: 1, Code: 2 };

export const NotebookCellStatusBarAlignment = { Left: 1, Right: 2 };

export class NotebookCellStatusBarItem {
  tooltip?: string;
  command?: object;

  constructor(
    readonly text: string,
    readonly alignment: number,
  ) {}
}

export class NotebookCellData {
  metadata?: object;

  constructor(
    readonly kind: number,
    readonly value: string,
    readonly languageId: string,
  ) {}
}

export class NotebookCellOutputItem {
  constructor(
    readonly data: Uint8Array,
    readonly mime: string,
  ) {}

  static text(value: string, mime = 'text/plain'): NotebookCellOutputItem {
    return new NotebookCellOutputItem(new TextEncoder().encode(value), mime);
  }

  static json(value: unknown, mime = 'text/x-json'): NotebookCellOutputItem {
    return NotebookCellOutputItem.text(JSON.stringify(value), mime);
  }
}

export class NotebookCellOutput {
  constructor(readonly items: readonly NotebookCellOutputItem[]) {}
}

export class NotebookData {
  metadata?: object;

  constructor(readonly cells: readonly NotebookCellData[]) {}
}

export class CancellationTokenSource {
  private readonly emitter = new EventEmitter<undefined>();

  readonly token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };

  cancel(): void {
    this.token.isCancellationRequested = true;
    this.emitter.fire(undefined);
  }

  dispose(): void {
    this.emitter.dispose();
  }
}
