import tls from 'node:tls';
import type { Dispatcher } from 'undici';
import { Agent, EnvHttpProxyAgent } from 'undici';
import { isLoopback } from '../../core/api/cloud';
import type { NetworkSettings } from '../../core/protocol/engineProtocol';
import { findProxy } from './findProxy';
import type { Environment, Proxy } from './findProxy';

/** How many connections a client may open, and how long it waits. Milliseconds; undici's own where one is absent. */
export interface DispatcherLimits {
  readonly connections?: number;
  readonly connectTimeout?: number;
  readonly headersTimeout?: number;
  readonly bodyTimeout?: number;
}

/** Part of the options of a TLS connection. */
interface Trust {
  readonly rejectUnauthorized?: boolean;
  readonly secureContext?: tls.SecureContext;
}

/** Makes what sends the requests to one origin. Whoever asks for it closes it. */
export type CreateDispatcher = (origin: string, limits?: DispatcherLimits) => Dispatcher;

/** Node's own settings: what holds for the command line, where there is no VS Code. */
export const defaultNetworkSettings: NetworkSettings = { noProxy: [], strictSsl: true, systemCertificates: true };

/** The way to the network: proxy and trusted certificates, as VS Code's settings and the environment say. */
export class Network {
  /** Made once, because reading a few hundred certificates takes longer than a connection. */
  private systemTrust: tls.SecureContext | undefined;

  constructor(
    private settings: NetworkSettings,
    private readonly environment: Environment = process.env,
    private readonly acceptsAnyCertificate = false,
  ) {}

  /** Holds for dispatchers that are made from now on. */
  changeSettings(settings: NetworkSettings): void {
    this.settings = settings;
  }

  /** Whether certificates that nobody vouches for are refused. */
  get isStrict(): boolean {
    return this.settings.strictSsl;
  }

  /**
   * The same way past every certificate of a service, for a look at one. Nothing secret may go there. The proxy must show a trusted
   * one all the same, because it is told who asks.
   */
  acceptingAnyCertificate(): Network {
    return new Network(this.settings, this.environment, true);
  }

  /**
   * Host and port of the proxy on the way to an origin, and the hosts that are reached without it; undefined where there is none.
   *
   * @throws EngineError as `createDispatcher` does
   */
  describeProxy(origin: string): string | undefined {
    const proxy = this.proxyFor(origin);
    if (proxy === undefined) {
      return undefined;
    }
    const { host } = new URL(proxy.address);
    return proxy.noProxy === '' ? host : `${host} (not for ${proxy.noProxy})`;
  }

  /** @throws EngineError of kind `network` where the environment names a proxy that is no address */
  readonly createDispatcher: CreateDispatcher = (origin, { connectTimeout, ...limits } = {}) => {
    const { protocol } = new URL(origin);
    const { strictSsl } = this.settings;
    const timeout = connectTimeout === undefined ? {} : { timeout: connectTimeout };
    const connect = {
      ...(protocol === 'https:' ? this.trust(strictSsl && !this.acceptsAnyCertificate) : {}),
      ...timeout,
    };
    const proxy = this.proxyFor(origin);
    if (proxy === undefined) {
      return new Agent({ ...limits, connect });
    }
    const { proxyAuthorization } = this.settings;
    return new EnvHttpProxyAgent({
      ...limits,
      // For hosts that are reached without the proxy.
      connect,
      requestTls: connect,
      proxyTls: { ...this.trust(strictSsl), ...timeout },
      httpProxy: proxy.address,
      httpsProxy: proxy.address,
      noProxy: proxy.noProxy,
      ...(proxyAuthorization === undefined ? {} : { token: proxyAuthorization }),
    });
  };

  private proxyFor(origin: string): Proxy | undefined {
    return isLoopback(new URL(origin).hostname) ? undefined : findProxy(this.settings, this.environment);
  }

  private trust(isStrict: boolean): Trust {
    const { systemCertificates } = this.settings;
    if (systemCertificates) {
      this.systemTrust ??= createSystemTrust();
    }
    return {
      ...(isStrict ? {} : { rejectUnauthorized: false }),
      ...(systemCertificates && this.systemTrust !== undefined ? { secureContext: this.systemTrust } : {}),
    };
  }
}

/**
 * The certificates of the operating system besides Node's own, which `NODE_EXTRA_CA_CERTS` is among. Node hands them out from 22.15
 * and 24 on; an older one trusts its own and those of `NODE_EXTRA_CA_CERTS` only.
 */
function createSystemTrust(): tls.SecureContext | undefined {
  return Object.hasOwn(tls, 'getCACertificates')
    ? tls.createSecureContext({ ca: [...tls.getCACertificates('default'), ...tls.getCACertificates('system')] })
    : undefined;
}
