import type { ReceiverState } from '../../../core/protocol/webhookProtocol';
import type { Delivery } from '../../receiver/contentInbox';
import { Receiver } from '../../receiver/receiver';
import { describeFailure } from '../describeFailure';
import type { EngineLog } from '../engineLog';
import type { Host } from '../host';
import type { RequestRouter } from '../requestRouter';
import type { Tenants } from '../tenants';

/** The host is told of counts at most so often, in milliseconds: anyone who finds the tunnel can make them grow. */
const reportIntervalMs = 250;

export function registerReceiverHandlers(
  router: RequestRouter,
  tenants: Tenants,
  host: Host,
  log: EngineLog,
): Receiver {
  const report = createStateReporter(host);
  const receiver = new Receiver({
    originOf: async (connection) => (await tenants.client(connection)).origin,
    deliver: (delivery, signal) => takeIn(delivery, tenants, host, signal),
    onFailure: (error) => {
      log.warn(`Receiver: ${describeFailure(error)}`);
    },
    onChange: report,
  });
  router.handle('m365Audit/startReceiver', async (params) => {
    const state = await receiver.start(params);
    // An older state that waits to be told must not come after this answer; nor below.
    report(state);
    return state;
  });
  router.handle('m365Audit/stopReceiver', async () => {
    await receiver.stop();
    report(receiver.state);
    return null;
  });
  return receiver;
}

async function takeIn(
  { connection, contentType, blobs }: Delivery,
  tenants: Tenants,
  host: Host,
  signal: AbortSignal,
): Promise<void> {
  const [sync, archive] = await Promise.all([tenants.sync(connection), tenants.archive(connection)]);
  const { id, tenantId } = connection;
  try {
    await sync.receive(contentType, blobs, signal);
  } finally {
    // Also after an error: the blobs are known from now on, and those that came in until then stay.
    const contentIds = blobs.map(({ contentId }) => contentId);
    const known = [...(await archive.findBlobs(tenantId, contentIds)).values()];
    host.notify('m365Audit/contentReceived', { connectionId: id, contentType, blobs: known });
    if (known.some(({ state }) => state === 'archived')) {
      host.notify('m365Audit/archiveChanged', { tenantId });
    }
  }
}

/** Tells the newest state a moment after it changed. */
function createStateReporter(host: Host): (state: ReceiverState) => void {
  let waiting: ReceiverState | undefined;
  return (state) => {
    if (waiting === undefined) {
      setTimeout(() => {
        if (waiting !== undefined) {
          host.notify('m365Audit/receiverChanged', waiting);
          waiting = undefined;
        }
      }, reportIntervalMs).unref();
    }
    waiting = state;
  };
}
