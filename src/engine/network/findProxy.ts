import type { NetworkSettings } from '../../core/protocol/engineProtocol';
import { EngineError } from '../../core/protocol/engineError';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Proxy {
  readonly address: string;
  /** Hosts that are reached without it, separated by commas, as in `NO_PROXY`. */
  readonly noProxy: string;
}

/** In the order in which VS Code reads them. All services here are reached over https. */
const proxyVariables = ['https_proxy', 'http_proxy', 'all_proxy'];

/**
 * The proxy of VS Code's setting, or else of the environment; undefined where neither names one.
 *
 * @throws EngineError of kind `network` where the environment names one that is no address
 */
export function findProxy({ proxy, noProxy }: NetworkSettings, environment: Environment): Proxy | undefined {
  const address = proxy ?? findEnvironmentProxy(environment);
  return address === undefined
    ? undefined
    : { address, noProxy: noProxy.length > 0 ? noProxy.join(',') : (read(environment, 'no_proxy') ?? '') };
}

function findEnvironmentProxy(environment: Environment): string | undefined {
  for (const variable of proxyVariables) {
    const value = read(environment, variable);
    if (value !== undefined) {
      return toAddress(variable, value);
    }
  }
  return undefined;
}

/** A variable by its name in lower or upper case; one that is empty says nothing. */
function read(environment: Environment, variable: string): string | undefined {
  return [environment[variable], environment[variable.toUpperCase()]].find(
    (value) => value !== undefined && value !== '',
  );
}

/** Other programs take a proxy without `http://` as well. */
function toAddress(variable: string, value: string): string {
  const address = /^[a-z\d+.-]+:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(address) || !/^(https?|socks5?):$/.test(new URL(address).protocol)) {
    throw new EngineError({
      kind: 'network',
      code: 'InvalidProxy',
      // The value may hold a password.
      message: `The environment variable ${variable.toUpperCase()} holds no address of a proxy, such as http://proxy.example:8080. Correct it, then start again.`,
    });
  }
  return address;
}
