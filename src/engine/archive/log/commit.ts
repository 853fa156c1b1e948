import { z } from 'zod';
import { contentTypes } from '../../../core/api/contentType';

/**
 * A commit: one atomic change of the archive, in one small file that never changes. All times are milliseconds since the epoch, UTC.
 *
 * The archive is what its commits say, in their order; a Parquet file that no commit names is not part of it. Keys that a later
 * version adds are passed over, and a checkpoint that this version writes does not have them: what must not be lost raises the
 * archive's format.
 */
const time = z.number();
const count = z.int().min(0);
const contentType = z.enum(contentTypes);

/**
 * Path of a file of records, relative to the archive, with `/`. Files of removed paths are deleted, and an archive may come from
 * strangers: so none leads out of it.
 */
export const recordPath = z.string().regex(/^records(?:\/(?!\.{1,2}(?:\/|$))[^/\\]+)+$/);

export const fileSchema = z.object({
  path: recordPath,
  contentType,
  records: count,
  /** Size on the disk. */
  bytes: count.exactOptional(),
  /** Times of the oldest and the newest event, where one has a time. */
  oldest: time.exactOptional(),
  newest: time.exactOptional(),
});

export const blobSchema = z.object({
  contentType,
  contentId: z.string(),
  contentUri: z.string(),
  created: time,
  expires: time,
  state: z.enum(['listed', 'archived', 'failed', 'lost']),
  records: count.exactOptional(),
  duplicates: count.exactOptional(),
  /** Those duplicates, unless they are many: with the first copies in their places, the blob is whole. */
  copies: z
    .array(z.object({ ordinal: count, id: z.string() }))
    .readonly()
    .exactOptional(),
  /** Not kept, since records of their time were deleted before. */
  leftOut: count.exactOptional(),
  reason: z.string().exactOptional(),
  /** Elements that are no records; they are kept apart. */
  unreadable: count.exactOptional(),
  /** When it came. */
  fetchedAt: time.exactOptional(),
  /** How often it failed so far, and when another try makes sense. */
  attempts: count.exactOptional(),
  retryAt: time.exactOptional(),
});

/** Records that someone wanted to be gone: `CreationTime` from `from` until before `until`, all where they are absent. */
export const deletionSchema = z.object({
  contentTypes: z.array(contentType).readonly(),
  from: time.exactOptional(),
  until: time.exactOptional(),
  records: count,
});

/** Imported records that the archive had already. Those of blobs are noted with these. */
export const importedCopiesSchema = z.object({ contentType, records: count });

/** What is lost, and someone knows it: no check needs to tell it again. Stretches of `contentCreated`. */
export const acknowledgedLossSchema = z.object({ contentType, start: time, end: time });

export const windowSchema = z.object({
  contentType,
  start: time,
  end: time,
  listedAt: time,
  pages: count,
  blobs: count,
});

/** What the service said of the subscription to a content type. Never what a webhook proves its notifications with. */
export const subscriptionSchema = z.object({
  contentType,
  /** `none`: the app that asked has never subscribed, or stopped. */
  status: z.enum(['enabled', 'disabled', 'none']),
  webhook: z
    .object({
      /** Without what may be a key in it: no query, no user. */
      address: z.string(),
      /** The service's own word. */
      status: z.string(),
      expires: time.exactOptional(),
    })
    .exactOptional(),
  listedAt: time,
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
  /** Paths of files that are no longer part of the archive: others have their records, or a deletion took them. */
  removed: z.array(recordPath).readonly().default([]),
  deletions: z.array(deletionSchema).readonly().default([]),
  importedCopies: z.array(importedCopiesSchema).readonly().exactOptional(),
  /**
   * Subscriptions as they are from now on. A checkpoint of a version that does not know them loses them: the next listing brings
   * them again.
   */
  subscriptions: z.array(subscriptionSchema).readonly().exactOptional(),
  /** A checkpoint of a version that does not know them loses them: then the losses are told again. */
  acknowledgedLosses: z.array(acknowledgedLossSchema).readonly().exactOptional(),
  /** The last commit of a log: the archive is in another folder, see `arrival.ts`. */
  moved: z.object({ id: z.string(), to: z.string() }).exactOptional(),
});

export type AcknowledgedLoss = z.infer<typeof acknowledgedLossSchema>;
export type Commit = z.infer<typeof commitSchema>;
export type Move = NonNullable<Commit['moved']>;
export type CommittedFile = z.infer<typeof fileSchema>;
export type ImportedCopies = z.infer<typeof importedCopiesSchema>;
export type Deletion = z.infer<typeof deletionSchema>;
export type KnownSubscription = z.infer<typeof subscriptionSchema>;
export type ListedWindow = z.infer<typeof windowSchema>;
