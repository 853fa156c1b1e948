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

/** Tells one engine process of cancelled requests, by messages and by files, since an engine that computes sees only these. */
export class CancellationFiles<Connection> implements CancellationSender<Connection> {
  private readonly written = new Map<RequestId, Promise<void>>();

  private constructor(
    private readonly folder: string,
    private readonly messages: CancellationSender<Connection>,
  ) {}

  /**
   * In a new folder, which no other user can read or write.
   *
   * @param messages sends the messages
   */
  static async create<Connection>(messages: CancellationSender<Connection>): Promise<CancellationFiles<Connection>> {
    return new CancellationFiles(await mkdtemp(path.join(tmpdir(), 'm365-audit-engine-')), messages);
  }

  /** What the engine process is started with. */
  get argument(): string {
    return `${cancellationFolderArgument}${this.folder}`;
  }

  async sendCancellation(connection: Connection, id: RequestId): Promise<void> {
    // Without the file the engine hears of it later.
    this.written.set(
      id,
      writeFile(this.file(id), '').catch(() => undefined),
    );
    await this.messages.sendCancellation(connection, id);
  }

  /** The request is answered. */
  cleanup(id: RequestId): void {
    const written = this.written.get(id);
    this.written.delete(id);
    void written?.then(() => rm(this.file(id), { force: true })).catch(() => undefined);
  }

  /** The engine has ended. */
  async remove(): Promise<void> {
    await Promise.all(this.written.values());
    await rm(this.folder, { recursive: true, force: true });
  }

  private file(id: RequestId): string {
    return path.join(this.folder, cancellationFileName(id));
  }
}
