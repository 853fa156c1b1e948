import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { OutsideData, Watchlist } from '../../../core/kql/outsideData';
import type { Place } from '../../../core/kql/queryError';
import { watchlistFunction } from '../../../core/kql/language/tables/watchlists';
import { EngineError } from '../../../core/protocol/engineError';
import type { QueryFiles } from '../../../core/protocol/queryProtocol';
import { readWatchlists } from './readWatchlists';

/** A file of the user's, and where a copy of it is read. */
interface Copy {
  readonly source: string;
  /** The name of the copy: SQL that reads it has this name. */
  readonly name: string;
  readonly place?: Place;
}

/**
 * The user's files that one run reads. DuckDB reaches no file outside the archive, so they are copied into its work folder until the
 * run has ended: what a query reads is what was allowed, whatever a link points to meanwhile.
 */
export class OutsideFiles implements OutsideData {
  watchlists: readonly Watchlist[] = [];
  private readonly folder: string;
  private readonly copies = new Map<string, Copy>();
  private readonly copied = new Set<string>();

  /** @param workFolder DuckDB may read it */
  constructor(
    private readonly files: QueryFiles,
    workFolder: string,
  ) {
    this.folder = path.join(workFolder, randomUUID());
  }

  get geoDatabase(): string | undefined {
    return this.files.geoDatabase;
  }

  externalFile(name: string, place: Place): string {
    const file = path.resolve(this.files.folder, name);
    if (!this.files.allowed.includes(file)) {
      throw new EngineError({
        kind: 'query',
        code: 'fileNotAllowed',
        message: `The query reads the file ${file}, which it is not allowed to.`,
        file,
        ...place,
      });
    }
    return this.copyOf(file, place);
  }

  /** Reads which watchlists there are, if a text asks for any. */
  async findWatchlists(text: string): Promise<void> {
    if (text.includes(watchlistFunction)) {
      const found = await readWatchlists(this.files.watchlistFolders);
      this.watchlists = found.map((list) => ({ ...list, file: this.copyOf(list.file) }));
    }
  }

  /** Copies the files that SQL reads. @throws EngineError `query` where one cannot be read */
  async copyFiles(sql: string): Promise<void> {
    for (const copy of this.copies.values()) {
      if (sql.includes(copy.name) && !this.copied.has(copy.name)) {
        await mkdir(this.folder, { recursive: true });
        await copyReadable(copy, path.join(this.folder, copy.name));
        this.copied.add(copy.name);
      }
    }
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private copyOf(source: string, place?: Place): string {
    // DuckDB tells by the ending whether a file is compressed.
    const ending = /(\.\w+)?(\.gz)?$/.exec(source)?.[0] ?? '';
    const copy = this.copies.get(source) ?? { source, name: `${randomUUID()}${ending}`, ...(place && { place }) };
    this.copies.set(source, copy);
    return path.join(this.folder, copy.name).replaceAll(path.sep, '/');
  }
}

async function copyReadable({ source, place }: Copy, target: string): Promise<void> {
  try {
    if (!(await stat(source)).isFile()) {
      throw new TypeError('It is no file.');
    }
    await copyFile(source, target, constants.COPYFILE_FICLONE);
  } catch (cause) {
    throw new EngineError(
      {
        kind: 'query',
        code: 'fileUnreadable',
        message: `The file ${source} cannot be read: look whether it is there.`,
        file: source,
        ...place,
      },
      { cause },
    );
  }
}
