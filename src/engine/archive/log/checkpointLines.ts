import { z } from 'zod';
import type { CataloguedBlob, TenantCatalogue } from './catalogue';
import { Catalogue, folderOf } from './catalogue';
import type { CommittedFile, ListedWindow } from './commit';
import {
  acknowledgedLossSchema,
  blobSchema,
  deletionSchema,
  fileSchema,
  importedCopiesSchema,
  recordPath,
  subscriptionSchema,
  windowSchema,
} from './commit';

/**
 * The text of a checkpoint: JSON, a value a line, so that neither who writes nor who reads holds all of it as text. A tenant's first
 * line begins it; lines with its files, windows and blobs follow, some hundreds in each.
 */
const count = z.int().min(0);

const tenantSchema = z.object({
  tenantId: z.string(),
  filesVersion: count,
  columns: z.array(z.string()),
  otherKeys: z.array(z.string()),
  removed: z.array(z.object({ path: recordPath, removedAt: z.number(), isDeletion: z.boolean() })),
  deletions: z.array(deletionSchema.extend({ deletedAt: z.number() })),
  importedCopies: z.array(importedCopiesSchema).exactOptional(),
  subscriptions: z.array(subscriptionSchema).exactOptional(),
  acknowledgedLosses: z.array(acknowledgedLossSchema).exactOptional(),
});

const lineSchema = z.union([
  tenantSchema,
  z.object({ files: z.array(fileSchema) }),
  z.object({ windows: z.array(windowSchema) }),
  z.object({
    /** Where records went: many blobs have it in common. */
    places: z.array(z.array(z.string())),
    /** With positions in `places`. */
    blobs: z.array(blobSchema.extend({ places: count })),
  }),
]);

type Line = z.infer<typeof lineSchema>;

/** Of files, windows or blobs: enough that a line costs nothing, few enough that it does not hold up anything else. */
const itemsInLine = 500;

/**
 * What a catalogue says, as the lines of a checkpoint. The catalogue is copied at once, and may change while the lines are taken.
 *
 * @param now milliseconds since the epoch
 */
export function checkpointLines(catalogue: Catalogue, now: number): Iterable<string> {
  const tenants = catalogue.tenantIds.map((tenantId) => copyTenant(tenantId, catalogue.tenant(tenantId)));
  return texts(tenants, now);
}

/** What the lines of a checkpoint say. */
export class CheckpointReader {
  readonly catalogue = new Catalogue();
  private tenant: TenantCatalogue | undefined;

  /** @throws where it is no line of a checkpoint, in its place */
  take(text: string): void {
    const line: Line = lineSchema.parse(JSON.parse(text));
    if ('tenantId' in line) {
      this.tenant = this.catalogue.addTenant(line.tenantId);
      this.tenant.restore(line);
    } else if (this.tenant === undefined) {
      throw new Error('The first line names no tenant.');
    } else if ('files' in line) {
      this.tenant.restoreFiles(line.files);
    } else if ('windows' in line) {
      this.tenant.windows.push(...line.windows);
    } else {
      for (const { places, ...blob } of line.blobs) {
        this.tenant.blobs.set(blob.contentId, { blob, places: line.places[places] ?? [] });
      }
    }
  }
}

interface TenantCopy {
  readonly head: z.infer<typeof tenantSchema>;
  readonly files: readonly CommittedFile[];
  readonly windows: readonly ListedWindow[];
  readonly blobs: readonly CataloguedBlob[];
}

/** Its items never change, so it need not copy these. */
function copyTenant(tenantId: string, tenant: TenantCatalogue): TenantCopy {
  const { filesVersion, columns, otherKeys, removed, deletions, importedCopies, subscriptions, acknowledgedLosses } =
    tenant;
  const { files, windows, blobs } = tenant;
  return {
    head: {
      tenantId,
      filesVersion,
      columns: [...columns],
      otherKeys: [...otherKeys],
      removed: [...removed].map(([path, file]) => ({ path, ...file })),
      deletions: [...deletions],
      importedCopies: [...importedCopies].map(([contentType, records]) => ({ contentType, records })),
      subscriptions: [...subscriptions.values()],
      acknowledgedLosses: [...acknowledgedLosses],
    },
    files,
    windows: [...windows],
    blobs: [...blobs.values()],
  };
}

function* texts(tenants: readonly TenantCopy[], now: number): Generator<string> {
  for (const { head, files, windows, blobs } of tenants) {
    yield lineText(head);
    for (const some of slices(files)) {
      yield lineText({ files: [...some] });
    }
    for (const some of slices(windows)) {
      yield lineText({ windows: [...some] });
    }
    const paths = new Set(files.map(({ path }) => path));
    for (const some of slices(blobs)) {
      yield lineText(blobsLine(some, paths, now));
    }
  }
}

function blobsLine(blobs: readonly CataloguedBlob[], paths: ReadonlySet<string>, now: number): Line {
  const positions = new Map<string, number>();
  const places: string[][] = [];
  const entries = blobs.map(({ blob, places: own }) => {
    const present = presentPlaces(own, paths);
    const key = present.join('\n');
    const position = positions.get(key) ?? places.push(present) - 1;
    positions.set(key, position);
    // The service has it no more, so nobody asks for it by its address, which is most of what a blob takes.
    const contentUri = blob.state === 'archived' && blob.expires < now ? '' : blob.contentUri;
    return { ...blob, contentUri, places: position };
  });
  return { places, blobs: entries };
}

/** Of files that were replaced, the folders say as much, and are fewer. */
function presentPlaces(places: readonly string[], paths: ReadonlySet<string>): string[] {
  return places.every((place) => paths.has(place))
    ? [...places]
    : [...new Set(places.map((place) => `${folderOf(place)}/`))];
}

function* slices<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += itemsInLine) {
    yield items.slice(start, start + itemsInLine);
  }
}

function lineText(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}
