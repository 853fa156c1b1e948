import { z } from 'zod';
import { contentTypes } from '../../core/api/contentType';

/**
 * A commit: one atomic change of the archive, in one small file that never changes. All times are milliseconds since the epoch, UTC.
 *
 * The archive is what its commits say, in their order; a Parquet file that no commit names is not part of it. Keys that a later
 * version adds are let through, so they may only say more of the same: what readers must know raises the archive's format.
 */
const time = z.number();
const count = z.int().min(0);
const contentType = z.enum(contentTypes);

const fileSchema = z.object({
  /** Relative to the archive, with `/`. */
  path: z.string(),
  contentType,
  records: count,
});

const blobSchema = z.object({
  contentType,
  contentId: z.string(),
  contentUri: z.string(),
  created: time,
  expires: time,
  state: z.enum(['listed', 'archived', 'failed', 'lost']),
  records: count.exactOptional(),
  duplicates: count.exactOptional(),
  reason: z.string().exactOptional(),
});

const windowSchema = z.object({
  contentType,
  start: time,
  end: time,
  listedAt: time,
  pages: count,
  blobs: count,
});

export const commitSchema = z.object({
  writtenAt: time,
  tenantId: z.string(),
  /** Parquet files that are added. */
  files: z.array(fileSchema).readonly(),
  /** The documented fields that are columns of those files. */
  columns: z.array(z.string()).readonly(),
  /** Keys of the records that are not columns of the files, as far as they are new to the tenant. */
  otherKeys: z.array(z.string()).readonly(),
  /** Blobs as they are from now on. */
  blobs: z.array(blobSchema).readonly(),
  /** Windows that were listed, whole. */
  windows: z.array(windowSchema).readonly(),
});

export type Commit = z.infer<typeof commitSchema>;
export type CommittedFile = z.infer<typeof fileSchema>;
export type ListedWindow = z.infer<typeof windowSchema>;
