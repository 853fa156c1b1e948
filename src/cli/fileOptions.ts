import path from 'node:path';
import type { Command } from 'commander';
import type { QueryFiles } from '../core/protocol/queryProtocol';

/** The user's files that queries may read. */
export interface FileOptions {
  readonly allowFile?: readonly string[];
  readonly watchlists?: readonly string[];
  readonly geoDatabase?: string;
}

export function addFileOptions(command: Command): Command {
  return command
    .option('--allow-file <file>', 'file that externaldata may read; may be repeated', collect)
    .option('--watchlists <folder>', 'folder of CSV files that _GetWatchlist() reads; may be repeated', collect)
    .option('--geo-database <file>', 'MaxMind database (.mmdb) that geo_info_from_ip_address() looks in');
}

/** Relative paths, those in queries too, are relative to the current folder. */
export function queryFilesOf({ allowFile = [], watchlists = [], geoDatabase }: FileOptions): QueryFiles {
  return {
    folder: process.cwd(),
    allowed: allowFile.map((file) => path.resolve(file)),
    watchlistFolders: watchlists.map((folder) => path.resolve(folder)),
    ...(geoDatabase === undefined ? {} : { geoDatabase: path.resolve(geoDatabase) }),
  };
}

function collect(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, text];
}
