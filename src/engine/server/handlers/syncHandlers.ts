import type { Connection } from '../../../core/api/connection';
import type { SyncSummary } from '../../../core/protocol/archiveProtocol';
import { systemTiming } from '../../api/timing';
import { BackgroundSync } from '../../sync/background/backgroundSync';
import type { Lease } from '../../sync/background/processLease';
import { leaseFolder, takeLease } from '../../sync/background/processLease';
import { SharedLeases } from '../../sync/background/sharedLeases';
import { SyncPrecedence } from '../../sync/background/syncPrecedence';
import type { TenantSyncRun } from '../../sync/tenantSync';
import { describeFailure } from '../describeFailure';
import type { EngineLog } from '../engineLog';
import type { Host } from '../host';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';
import { Throttle } from '../throttle';

/** Progress is told at most so often, in milliseconds: a small blob takes a few. */
const progressIntervalMs = 100;
/** While a sync goes on, views look again at most so often, in milliseconds: that takes a query. */
const changeIntervalMs = 3_000;

/** Where leases cannot be had, windows may do the same twice: the archive has each record once all the same. */
const unsharedLease: Lease = { isHeld: () => Promise.resolve(true), release: () => Promise.resolve() };

/** @returns the background sync, to be stopped in the end */
export function registerSyncHandlers(
  router: RequestRouter,
  tenants: Tenants,
  host: Host,
  log: EngineLog,
): BackgroundSync {
  const precedence = new SyncPrecedence();
  const onDefect = (error: unknown): void => {
    log.warn(`Background sync: ${describeFailure(error)}`);
  };
  const leases = new SharedLeases(async (name) => {
    try {
      return await takeLease(leaseFolder(), name, systemTiming);
    } catch (error) {
      onDefect(error);
      return unsharedLease;
    }
  });

  const sync = async (connection: Connection, run: TenantSyncRun): Promise<SyncSummary> => {
    const { tenantId } = connection;
    const tenantSync = await tenants.tenantSync(connection);
    const changes = new Throttle(changeIntervalMs);
    let told = 0;
    let records = 0;
    const tellChange = (): void => {
      if (records > told) {
        told = records;
        host.notify('m365Audit/archiveChanged', { tenantId });
      }
    };
    try {
      return await tenantSync.run({
        ...run,
        onProgress: (progress) => {
          ({ records } = progress);
          changes.run(tellChange);
          run.onProgress?.(progress);
        },
      });
    } finally {
      // Also after an error or a cancel: what came in until then stays.
      tellChange();
    }
  };

  router.handle('m365Audit/syncContent', ({ connection, contentTypes, range, progressToken }, signal) => {
    const progress = new Throttle(progressIntervalMs);
    const run: TenantSyncRun = {
      contentTypes,
      range,
      signal,
      onProgress: (told) => {
        progress.run(() => {
          if (progressToken !== undefined) {
            host.notify('m365Audit/syncProgress', { progressToken, ...told });
          }
        });
      },
    };
    return precedence.runNow(connection.tenantId, () => sync(connection, run));
  });

  const background = new BackgroundSync({
    timing: systemTiming,
    holdLease: async ({ connection }) => {
      const { folder } = await tenants.archive(connection);
      return leases.hold(JSON.stringify([folder, connection.tenantId]));
    },
    sync: ({ connection, contentTypes }, stopping) =>
      precedence.runLater(connection.tenantId, stopping, (signal) =>
        sync(connection, { contentTypes, signal, isBackground: true }),
      ),
    onChange: (state) => {
      host.notify('m365Audit/backgroundSyncChanged', state);
    },
    onDefect,
  });
  router.handle('m365Audit/setBackgroundSync', async ({ plans }) => {
    await background.setPlans(plans);
    return null;
  });
  return background;
}
