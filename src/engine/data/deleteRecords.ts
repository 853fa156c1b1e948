import { contentTypes, isContentType } from '../../core/api/contentType';
import type { RecordSelection, SelectionSize } from '../../core/protocol/archiveProtocol';
import type { Archive } from '../archive/archive';
import type { TenantCatalogue } from '../archive/log/catalogue';
import type { CommittedFile, Deletion } from '../archive/log/commit';
import { discardRejected } from './discardRejected';
import { FileRewriter } from './fileRewriter';
import { selectedPart } from './fileSelection';
import { measureFiles } from './measureSelection';

/**
 * Deletes the selected records of a tenant for good, in one atomic step: after a kill at any instant all are there, or none. Files go
 * whole; of those that are selected in part, new ones are written with what stays. When this returns, no file on the disk has a
 * deleted record, but one that another process holds open where the system does not let it go; that one goes with the next sweep.
 *
 * What is kept apart of the same tenant since it is no record goes as well, see `discardRejected.ts`; that is not part of the atomic
 * step. The catalogue still knows the blobs that the records came in, so that they are not fetched again.
 *
 * @returns what went
 * @throws EngineError `archive` if the archive cannot be read or written; the signal's reason, once it is aborted, and then all is there
 */
export async function deleteRecords(
  archive: Archive,
  tenantId: string,
  selection: RecordSelection,
  signal?: AbortSignal,
): Promise<SelectionSize> {
  const rewriter = new FileRewriter(archive, selection, signal);
  let size: SelectionSize = { records: 0, bytes: 0, contentTypes: [] };
  try {
    await archive.changeFiles(tenantId, async (tenant, staging) => {
      size = await measureFiles(archive, tenant.files, selection, signal);
      const added: CommittedFile[] = [];
      const removed = [...replacedFiles(tenant, selection)];
      for (const file of tenant.files) {
        const part = selectedPart(file, selection);
        const rest = part === 'some' ? await rewriter.keepRest(file, staging) : [];
        if (part === 'all' || (part === 'some' && rest.every(({ path }) => path !== file.path))) {
          removed.push(file.path);
          added.push(...rest);
        }
      }
      signal?.throwIfAborted();
      return removed.length === 0
        ? undefined
        : { files: added, removed, deletions: [deletionOf(selection, size.records)] };
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
  await archive.sweep();
  await discardRejected(archive, tenantId, selection);
  return size;
}

/** Files that others replaced a short while ago, and that are still on the disk for readers: they have the same records. */
function* replacedFiles(tenant: TenantCatalogue, selection: RecordSelection): Generator<string> {
  for (const [path, { isDeletion }] of tenant.removed) {
    const contentType = /\/ContentType=([^/]+)\//.exec(path)?.[1] ?? '';
    const isOutside =
      isContentType(contentType) && selectedPart({ path, contentType, records: 1 }, selection) === 'none';
    if (!isDeletion && !isOutside) {
      yield path;
    }
  }
}

function deletionOf(
  { contentTypes: selected = contentTypes, from, until }: RecordSelection,
  records: number,
): Deletion {
  return {
    contentTypes: selected,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    records,
  };
}
