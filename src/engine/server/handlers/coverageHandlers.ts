import { z } from 'zod';
import { dayMs, hourMs } from '../../../core/api/contentWindow';
import { computeCoverage } from '../../../core/archive/computeCoverage';
import { EngineError } from '../../../core/protocol/engineError';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';

/** A grid of more could not be looked at, and would take seconds to send. */
const maxCells = 10_000;

const coverageParams = z
  .object({
    range: z.object({ start: z.int(), end: z.int() }),
    stepMs: z.union([z.literal(hourMs), z.literal(dayMs)]),
  })
  .refine(({ range, stepMs }) => range.start < range.end && range.end - range.start <= maxCells * stepMs);

/** How complete the archive is, from its catalogue alone: nothing is asked of the service. */
export function registerCoverageHandlers(router: RequestRouter, tenants: Tenants): void {
  router.handle('m365Audit/getCoverage', async ({ connection, range, stepMs }) => {
    const params = coverageParams.safeParse({ range, stepMs });
    if (!params.success) {
      throw new EngineError({ kind: 'internal', message: 'The coverage of that range cannot be shown.' });
    }
    const archive = await tenants.archive(connection);
    const [content] = await archive.content(connection.tenantId);
    const { windows = [], blobs = [], deletions = [] } = content ?? {};
    return computeCoverage({ windows, blobs, deletions }, { ...params.data, now: Date.now() });
  });
}
