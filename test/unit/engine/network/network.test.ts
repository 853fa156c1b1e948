import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NetworkSettings } from '../../../../src/core/protocol/engineProtocol';
import { findProxy } from '../../../../src/engine/network/findProxy';
import { Network } from '../../../../src/engine/network/network';
import { makeCertificates } from '../../../authority/certificates';
import type { ConnectProxy } from '../../../authority/connectProxy';
import { startConnectProxy } from '../../../authority/connectProxy';
import { startIdentityServer } from '../../../authority/startIdentityServer';
import { account, plainNetwork, startTrustedAuthority } from '../signIn/authorityFixture';

/** A name that leads nowhere without the proxy. */
const name = 'login.authority.invalid';
const path = '/common/v2.0/.well-known/openid-configuration';

async function startProxy(port: number): Promise<ConnectProxy> {
  const proxy = await startConnectProxy([name], port);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** @returns the status, or the code of the error */
async function ask(network: Network, origin: string): Promise<unknown> {
  const dispatcher = network.createDispatcher(origin);
  try {
    const { statusCode, body } = await request(`${origin}${path}`, { dispatcher });
    await body.dump();
    return statusCode;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  } finally {
    await dispatcher.destroy();
  }
}

describe('the way to a service', () => {
  it('leads through the proxy of the settings, with its authorization', async () => {
    const { port } = await startTrustedAuthority({}, [name]);
    const { address: proxy, reached } = await startProxy(port);
    const network = new Network({ ...plainNetwork, proxy, proxyAuthorization: 'Basic dXNlcjpwYXNz' }, {});
    expect(await ask(network, `https://${name}`)).toBe(200);
    expect(reached).toEqual([{ target: `${name}:443`, authorization: 'Basic dXNlcjpwYXNz' }]);
  });

  it('leads through the proxy of the environment, with the user in its address', async () => {
    const { port } = await startTrustedAuthority({}, [name]);
    const { address, reached } = await startProxy(port);
    const variable = address.replace('http://', 'http://user:pass@');
    expect(await ask(new Network(plainNetwork, { HTTPS_PROXY: variable }), `https://${name}`)).toBe(200);
    expect(reached).toEqual([{ target: `${name}:443`, authorization: 'Basic dXNlcjpwYXNz' }]);
  });

  it('leads past the proxy to loopback', async () => {
    const { origin, port } = await startTrustedAuthority();
    const { address: proxy, reached, refused } = await startProxy(port);
    const network = new Network({ ...plainNetwork, proxy }, {});
    expect(await ask(network, origin)).toBe(200);
    expect(await ask(network, origin.replace('localhost', '127.0.0.1'))).toBe(200);
    const plain = createServer((_, response) => response.end('{}'));
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');
    onTestFinished(() => {
      plain.close();
    });
    expect(await ask(network, `http://127.0.0.1:${(plain.address() as AddressInfo).port}`)).toBe(200);
    expect([...reached, ...refused]).toEqual([]);
  });

  it.each(['authority.invalid', '.authority.invalid', '*.authority.invalid', name, `${name}:443`, '*'])(
    'leads past the proxy to what noProxy names: %s',
    async (entry) => {
      const { port } = await startTrustedAuthority({}, [name]);
      const { address: proxy, reached, refused } = await startProxy(port);
      const network = new Network({ ...plainNetwork, proxy, noProxy: ['other.example', entry] }, {});
      const alone = new Network({ ...plainNetwork, proxy, noProxy: [entry] }, {});
      // Without the proxy, nobody knows the name.
      expect(await ask(entry === '*' ? alone : network, `https://${name}`)).not.toBe(200);
      expect([...reached, ...refused]).toEqual([]);
    },
  );

  it('is another one after the settings have changed', async () => {
    const { port } = await startTrustedAuthority({}, [name]);
    const { address: proxy } = await startProxy(port);
    const network = new Network(plainNetwork, {});
    expect(await ask(network, `https://${name}`)).not.toBe(200);
    network.changeSettings({ ...plainNetwork, proxy });
    expect(await ask(network, `https://${name}`)).toBe(200);
  });
});

describe('a certificate that nobody vouches for', () => {
  it('is refused, unless the settings say otherwise', async () => {
    const { origin, close } = await startIdentityServer({ account });
    onTestFinished(close);
    const refusal = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';
    expect(await ask(new Network(plainNetwork, {}), origin)).toBe(refusal);
    expect(await ask(new Network({ ...plainNetwork, systemCertificates: true }, {}), origin)).toBe(refusal);
    expect(await ask(new Network({ ...plainNetwork, strictSsl: false }, {}), origin)).toBe(200);
  });

  it('is refused through a proxy, too', async () => {
    const { port, close } = await startIdentityServer({ account }, [name]);
    onTestFinished(close);
    const { address: proxy } = await startProxy(port);
    expect(await ask(new Network({ ...plainNetwork, proxy }, {}), `https://${name}`)).not.toBe(200);
    expect(await ask(new Network({ ...plainNetwork, proxy, strictSsl: false }, {}), `https://${name}`)).toBe(200);
  });

  it('is taken where its authority is trusted, with those of the operating system besides', async () => {
    const { origin } = await startTrustedAuthority();
    expect(tls.getCACertificates('default').length).toBeGreaterThan(0);
    expect(await ask(new Network({ ...plainNetwork, systemCertificates: true }, {}), origin)).toBe(200);
  });
});

it('a proxy whose certificate nobody vouches for is told no password, even for a look at the certificate of a service', async () => {
  const { certificate, key } = await makeCertificates(['localhost']);
  const asked: string[] = [];
  const server = createTlsServer({ cert: certificate, key });
  server.on('connect', ({ headers }, socket) => {
    asked.push(headers['proxy-authorization'] ?? 'nothing');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const proxy = `https://user:pass@localhost:${(server.address() as AddressInfo).port}`;
  const network = new Network({ ...plainNetwork, proxy }, {});
  expect(await ask(network.acceptingAnyCertificate(), `https://${name}`)).not.toBe(200);
  expect(asked).toEqual([]);
  await ask(new Network({ ...plainNetwork, proxy, strictSsl: false }, {}), `https://${name}`);
  expect(asked).toEqual(['Basic dXNlcjpwYXNz']);
});

describe('the proxy', () => {
  const proxyOf = (settings: Partial<NetworkSettings>, environment: Record<string, string>): string | undefined =>
    findProxy({ ...plainNetwork, ...settings }, environment)?.address;

  it.each<[string, Partial<NetworkSettings>, Record<string, string>, string | undefined]>([
    ['is that of the settings', { proxy: 'http://set:1' }, { HTTPS_PROXY: 'http://env:1' }, 'http://set:1'],
    ['is that of the environment', {}, { HTTPS_PROXY: 'http://env:1', ALL_PROXY: 'http://all:1' }, 'http://env:1'],
    [
      'is taken from the lower-case name first',
      {},
      { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' },
      'http://a:1',
    ],
    ['may be the one for all', {}, { ALL_PROXY: 'socks5://all:1' }, 'socks5://all:1'],
    ['may lack its scheme', {}, { HTTP_PROXY: 'env:8080' }, 'http://env:8080'],
    ['is none where the variable is empty', {}, { HTTPS_PROXY: '' }, undefined],
    ['is none where nobody names one', {}, {}, undefined],
  ])('%s', (_, settings, environment, expected) => {
    expect(proxyOf(settings, environment)).toBe(expected);
  });

  it('keeps the exceptions of the settings, or else of the environment', () => {
    const environment = { HTTPS_PROXY: 'http://env:1', NO_PROXY: 'a.example,b.example' };
    expect(findProxy(plainNetwork, environment)?.noProxy).toBe('a.example,b.example');
    expect(findProxy({ ...plainNetwork, noProxy: ['c.example'] }, environment)?.noProxy).toBe('c.example');
  });

  it.each(['ftp://env:1', 'http://', '::'])('that is no address is an error: %s', (value) => {
    expect(() => proxyOf({}, { HTTPS_PROXY: value })).toThrow('HTTPS_PROXY');
  });

  it('is not quoted where it is no address, because it may hold a password', () => {
    expect(() => proxyOf({}, { HTTPS_PROXY: 'ftp://user:pass@env:1' })).not.toThrow('pass');
  });
});
