import * as z from 'zod/mini';
import { contentTypes, type ContentType } from '../../core/api/contentType';
import type { Retention } from '../../core/protocol/archiveProtocol';

/** How a connection is synced while VS Code is open. */
export interface BackgroundSyncSetting {
  readonly intervalMinutes: number;
  /** Those with an enabled subscription, where it is absent. */
  readonly contentTypes?: readonly ContentType[];
}

/** What is done for a connection without being asked each time. It is no part of the connection: the engine signs in without it. */
export interface Upkeep {
  /** It is not synced in the background where this is absent. */
  readonly backgroundSync?: BackgroundSyncSetting;
  /** Everything is kept where this is absent. */
  readonly retention?: Retention;
}

/** Shorter than the service takes to make content available; a week is what it keeps. */
export const minimumIntervalMinutes = 1;
export const maximumIntervalMinutes = 7 * 24 * 60;

const intervalProblem = `is no whole number of minutes from ${minimumIntervalMinutes} to ${maximumIntervalMinutes}`;

const backgroundSync = z.strictObject(
  {
    intervalMinutes: z
      .int({ error: intervalProblem })
      .check(
        z.gte(minimumIntervalMinutes, { error: intervalProblem }),
        z.lte(maximumIntervalMinutes, { error: intervalProblem }),
      ),
    contentTypes: z.exactOptional(
      z
        .array(z.enum(contentTypes, { error: `is none of ${contentTypes.join(', ')}` }), { error: 'is no list' })
        .check(z.minLength(1, { error: 'is empty. Remove it to sync all that is subscribed to' })),
    ),
  },
  { error: 'is no object with "intervalMinutes", and "contentTypes" if need be' },
) satisfies z.ZodMiniType<BackgroundSyncSetting>;

const retention = z
  .strictObject(
    {
      days: z.exactOptional(
        z
          .int({ error: 'is no whole number of days' })
          .check(z.gte(1, { error: 'is no whole number of days, 1 or more' })),
      ),
      gigabytes: z.exactOptional(z.number({ error: 'is no number' }).check(z.gt(0, { error: 'is no number above 0' }))),
    },
    { error: 'is no object with "days", "gigabytes" or both' },
  )
  .check(
    z.refine(({ days, gigabytes }) => days !== undefined || gigabytes !== undefined, {
      error: 'names neither days nor gigabytes. Remove it to keep everything',
    }),
  ) satisfies z.ZodMiniType<Retention>;

/** The fields of an entry of `m365Audit.connections`. */
export const upkeepFields = {
  backgroundSync: z.exactOptional(backgroundSync),
  retention: z.exactOptional(retention),
};

const upkeepSchema = z.object(upkeepFields);

/** The upkeep that an entry names; none of it where it cannot be read. */
export function readUpkeep(entry: unknown): Upkeep {
  return upkeepSchema.safeParse(entry).data ?? {};
}
