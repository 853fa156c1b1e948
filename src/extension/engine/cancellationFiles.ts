import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cancellationFileName, cancellationFolderArgument } from '../../core/protocol/cancellationFiles';

/** What of the library's `CancellationSenderStrategy` is used: each of its parts brings types of its own. */
interface CancellationSender<Connection> {
  sendCancellation(connection: Connection, id: RequestId): Promise<void>;
  cleanup(id: RequestId): void;
}

type RequestId = number | string;

interface WrittenFile {
  readonly file: string;
  readonly done: Promise<void>;
}

/** Tells one engine process of cancelled requests, by messages and by files, since an engine that computes sees only these. */
export class CancellationFiles<Connection> implements CancellationSender<Connection> {
  private readonly written = new Map<RequestId, WrittenFile>();

  private constructor(
    private readonly folder: string | undefined,
    private readonly messages: CancellationSender<Connection>,
  ) {}

  /**
   * In a new folder, which no other user can read or write; by messages alone where none can be made.
   *
   * @param messages sends the messages
   * @param onFailure is told why there is no folder
   */
  static async create<Connection>(
    messages: CancellationSender<Connection>,
    onFailure: (error: unknown) => void,
  ): Promise<CancellationFiles<Connection>> {
    const folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-engine-')).catch(onFailure);
    return new CancellationFiles(folder ?? undefined, messages);
  }

  /** What the engine process is started with. */
  get engineArguments(): string[] {
    return this.folder === undefined ? [] : [`${cancellationFolderArgument}${this.folder}`];
  }

  async sendCancellation(connection: Connection, id: RequestId): Promise<void> {
    if (this.folder !== undefined) {
      const file = path.join(this.folder, cancellationFileName(id));
      // Without the file the engine hears of it later.
      this.written.set(id, { file, done: writeFile(file, '').catch(() => undefined) });
    }
    await this.messages.sendCancellation(connection, id);
  }

  /** The request is answered. */
  cleanup(id: RequestId): void {
    const written = this.written.get(id);
    this.written.delete(id);
    void written?.done.then(() => rm(written.file, { force: true })).catch(() => undefined);
  }

  /** The engine has ended. */
  async remove(): Promise<void> {
    await Promise.all([...this.written.values()].map(({ done }) => done));
    if (this.folder !== undefined) {
      // What cannot be removed is an empty folder among temporary ones: nothing must fail for it.
      await rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}
