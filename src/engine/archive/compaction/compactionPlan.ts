import { dayMs, retentionMs } from '../../../core/api/contentWindow';
import { folderOf } from '../log/catalogue';
import type { CommittedFile } from '../log/commit';

const mebibyte = 1024 * 1024;

/** Files of this size, in bytes, are left alone: what is gained by fewer of them is less than it takes to write them again. */
const largeFile = 16 * mebibyte;

/** What becomes one file. It is sorted in memory, where a record takes some kilobytes: a day of more becomes several files. */
const limits = { bytes: 32 * mebibyte, records: 200_000 };

/** What a file has that says nothing of its size. */
const bytesPerRecord = 250;

/** Files of one partition that become one. */
export interface CompactionJob {
  /** The partition's folder, relative to the archive, with `/`. */
  readonly folder: string;
  readonly inputs: readonly CommittedFile[];
}

export interface CompactionPolicy {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Also what is likely to grow again soon: else a day that does is written anew at every eighth or sixteenth file. */
  readonly isThorough: boolean;
}

/** What of a tenant's files is worth being made fewer, the oldest days first. */
export function planCompaction(files: readonly CommittedFile[], policy: CompactionPolicy): readonly CompactionJob[] {
  const partitions = new Map<string, CommittedFile[]>();
  for (const file of files.filter((each) => sizeOf(each) < largeFile)) {
    const folder = folderOf(file.path);
    const small = partitions.get(folder) ?? [];
    partitions.set(folder, small);
    small.push(file);
  }
  return [...partitions]
    .toSorted(([one], [other]) => compare(dayOf(one), dayOf(other)))
    .filter(([folder, small]) => small.length >= minimumFiles(dayOf(folder), policy))
    .flatMap(([folder, small]) => groups(small).map((inputs) => ({ folder, inputs })));
}

/** How many small files a day has at least before they are made one. */
function minimumFiles(day: number, { now, isThorough }: CompactionPolicy): number {
  const age = now - (day + dayMs);
  if (isThorough || age > retentionMs) {
    return 2;
  }
  // What the service still has may come late; what is of today comes for sure.
  return age > 0 ? 8 : 16;
}

/** Neighbors in time go together, so that files of a large day part it into stretches of time, which queries can pass over. */
function groups(files: readonly CommittedFile[]): readonly (readonly CommittedFile[])[] {
  const found: CommittedFile[][] = [];
  let bytes = Infinity;
  let records = Infinity;
  for (const file of files.toSorted((one, other) => compare(one.oldest ?? 0, other.oldest ?? 0))) {
    const group = found.at(-1);
    if (group === undefined || bytes + sizeOf(file) > limits.bytes || records + file.records > limits.records) {
      found.push([file]);
      bytes = 0;
      records = 0;
    } else {
      group.push(file);
    }
    bytes += sizeOf(file);
    records += file.records;
  }
  return found.filter(({ length }) => length > 1);
}

/** In bytes. */
export function sizeOf(file: CommittedFile): number {
  return file.bytes ?? file.records * bytesPerRecord;
}

/** The day of a partition, in milliseconds since the epoch; the beginning of time for that of records with no time. */
function dayOf(folder: string): number {
  const day = Date.parse(/Day=([\d-]+)$/.exec(folder)?.[1] ?? '');
  return Number.isNaN(day) ? -Infinity : day;
}

function compare(one: number, other: number): number {
  return one < other ? -1 : Number(one > other);
}
