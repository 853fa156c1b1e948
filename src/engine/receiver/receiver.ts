import type { ReceiverParams, ReceiverState } from '../../core/protocol/webhookProtocol';
import { SerialQueue } from '../archive/serialQueue';
import type { ServerLimits } from './loopbackServer';
import { LoopbackServer } from './loopbackServer';
import type { NotificationHandlerOptions, NotificationLimits } from './notificationHandler';
import { NotificationHandler, nothingReceived, notificationsPath } from './notificationHandler';
import { ReceiverRoutes } from './receiverRoutes';

export type ReceiverLimits = ServerLimits & NotificationLimits;

export interface ReceiverOptions extends Pick<NotificationHandlerOptions, 'deliver' | 'onFailure' | 'originOf'> {
  /** Told after each request. */
  readonly onChange: (state: ReceiverState) => void;
  readonly limits?: Partial<ReceiverLimits>;
}

/** An item of a notification has some 600 bytes, and a page of a listing some hundred items; the service posts less often by far. */
const defaultLimits: ReceiverLimits = {
  connections: 32,
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  bodyBytes: 1024 * 1024,
  burst: 200,
  requestsPerSecond: 20,
  waitingBlobs: 10_000,
};

/** What listens at one port. */
interface Listening {
  readonly server: LoopbackServer;
  readonly handler: NotificationHandler;
}

/**
 * Listens on loopback for the notifications of webhooks, and has their blobs fetched. A notification is taken with a secret that was
 * given to the service for its tenant and app, and its blobs come from that tenant's API only. What is refused here, or lost after it
 * was taken, can still be listed.
 */
export class Receiver {
  private readonly limits: ReceiverLimits;
  private readonly changes = new SerialQueue();
  private listening: Listening | undefined;

  constructor(private readonly options: ReceiverOptions) {
    this.limits = { ...defaultLimits, ...options.limits };
  }

  get state(): ReceiverState {
    return this.listening === undefined
      ? nothingReceived
      : {
          ...this.listening.handler.counts,
          localAddress: `${this.listening.server.origin}${notificationsPath}`,
        };
  }

  /**
   * Listens; where it listens already, the routes change and the socket stays, unless another port is asked for.
   *
   * @throws EngineError where the port cannot be had; what listened before goes on then
   */
  start({ port, routes }: ReceiverParams): Promise<ReceiverState> {
    return this.changes.run(async () => {
      const current = this.listening;
      if (current !== undefined && (port === 0 || port === current.server.address.port)) {
        current.handler.routes = new ReceiverRoutes(routes);
      } else {
        this.listening = await this.open(port, new ReceiverRoutes(routes));
        await close(current);
      }
      return this.state;
    });
  }

  /** Closes the socket and breaks off what is being fetched. */
  stop(): Promise<void> {
    return this.changes.run(async () => {
      const current = this.listening;
      this.listening = undefined;
      await close(current);
    });
  }

  private async open(port: number, routes: ReceiverRoutes): Promise<Listening> {
    const { onChange, ...options } = this.options;
    const handler = new NotificationHandler(routes, {
      ...options,
      limits: this.limits,
      onCount: () => {
        onChange(this.state);
      },
    });
    const server = await LoopbackServer.listen(
      port,
      (request, response) => void handler.handle(request, response),
      this.limits,
    );
    return { server, handler };
  }
}

async function close(listening: Listening | undefined): Promise<void> {
  await listening?.server.close();
  await listening?.handler.close();
}
