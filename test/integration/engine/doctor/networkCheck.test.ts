import { once } from 'node:events';
import { createServer } from 'node:https';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Connection } from '../../../../src/core/api/connection';
import type { Check } from '../../../../src/core/protocol/doctorProtocol';
import type { NetworkSettings } from '../../../../src/core/protocol/engineProtocol';
import { Network } from '../../../../src/engine/network/network';
import { makeCertificates } from '../../../authority/certificates';
import { startConnectProxy } from '../../../authority/connectProxy';
import { check, examine, makePatient, makeServices, statuses } from './doctorFixture';

const strict: NetworkSettings = { noProxy: [], strictSsl: true, systemCertificates: false };
const unreachable = 'http://127.0.0.1:9';

interface TlsIdentity {
  readonly certificate: string;
  readonly key: string;
}

/** A host that answers 404 to all, as the API's does at its root. @returns its port */
async function startTlsHost({ certificate, key }: TlsIdentity): Promise<number> {
  const server = createServer({ cert: certificate, key }, (_, response) => {
    response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return z.object({ port: z.number() }).parse(server.address()).port;
}

/** What the doctor says of the way to a host where nothing is known of the rest. */
async function networkCheck(cloud: string, settings: NetworkSettings = strict): Promise<Check> {
  const connection: Connection = {
    id: 'own',
    name: 'Own',
    cloud,
    authority: unreachable,
    tenantId: '11111111-2222-4333-8444-555555555555',
  };
  const services = makeServices(connection, 'a-secret-token', { network: new Network(settings, {}) });
  const report = await examine({ connection, services });
  expect(JSON.stringify(report)).not.toContain('a-secret-token');
  return check(report, 'network');
}

function trust(authority: string): void {
  const trusted = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...trusted, authority]);
  onTestFinished(() => {
    tls.setDefaultCACertificates(trusted);
  });
}

describe('the way to the service', () => {
  it('that nobody listens at is told of with its code, and what needs it is skipped', async () => {
    const patient = await makePatient({ connection: { cloud: unreachable } });
    const report = await examine(patient);
    expect(check(report, 'network')).toMatchObject({ status: 'failed', action: 'retry' });
    expect(check(report, 'network').detail).toContain('ECONNREFUSED');
    expect(statuses(report)).toMatchObject({
      clock: 'skipped',
      authority: 'ok',
      token: 'ok',
      feedPermission: 'skipped',
      oldestContent: 'skipped',
      quota: 'ok',
    });
  });

  it('to a name that nobody knows is told of', async () => {
    const found = await networkCheck('https://manage.contoso.invalid');
    expect(found).toMatchObject({ status: 'failed', action: 'retry' });
    expect(found.detail).toContain('The name manage.contoso.invalid is not known here.');
  });

  it('that breaks off is told of', async () => {
    const port = await startTlsHost(await makeCertificates(['localhost']));
    // Plain HTTP to a port that speaks TLS.
    const found = await networkCheck(`http://localhost:${port}`);
    expect(found.status).toBe('failed');
  });
});

describe('the certificate of the service', () => {
  it('from an issuer that nobody knows is refused, and the issuer named', async () => {
    const port = await startTlsHost(await makeCertificates(['localhost']));
    const found = await networkCheck(`https://localhost:${port}`);
    expect(found.status).toBe('failed');
    expect(found.detail).toContain('issued by Test Authority and valid until');
    expect(found.detail).toMatch(/not trusted \([A-Z_]+\)/);
    expect(found.help).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('that is not trusted is a warning where the user takes any', async () => {
    const port = await startTlsHost(await makeCertificates(['localhost']));
    const found = await networkCheck(`https://localhost:${port}`, { ...strict, strictSsl: false });
    expect(found.status).toBe('warning');
    expect(found.detail).toContain('http.proxyStrictSSL is off');
  });

  it('that only this computer vouches for is told of: something opens the traffic', async () => {
    const identity = await makeCertificates(['localhost']);
    trust(identity.authority);
    const found = await networkCheck(`https://localhost:${await startTlsHost(identity)}`);
    expect(found.status).toBe('ok');
    expect(found.detail).toContain('a proxy or a security program opens the traffic');
  });

  it('of another host is refused', async () => {
    const identity = await makeCertificates(['other.example']);
    trust(identity.authority);
    const found = await networkCheck(`https://localhost:${await startTlsHost(identity)}`);
    expect(found.status).toBe('failed');
    expect(found.detail).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('that has expired is refused, and the clock doubted', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date('2020-01-01'),
      notAfterDate: new Date('2021-01-01'),
    });
    trust(cert);
    const found = await networkCheck(`https://localhost:${await startTlsHost({ certificate: cert, key })}`);
    expect(found.status).toBe('failed');
    expect(found.detail).toContain('CERT_HAS_EXPIRED');
    expect(found.help).toContain('clock');
  });
});

describe('a proxy on the way', () => {
  it('is named, and its certificates are looked at through it', async () => {
    const identity = await makeCertificates(['manage.contoso.example']);
    const proxy = await startConnectProxy(['manage.contoso.example'], await startTlsHost(identity));
    onTestFinished(() => proxy.close());
    const found = await networkCheck('https://manage.contoso.example', { ...strict, proxy: proxy.address });
    expect(found.status).toBe('failed');
    expect(found.detail).toContain(
      `manage.contoso.example is reached through the proxy ${new URL(proxy.address).host}.`,
    );
    expect(found.detail).toContain('issued by Test Authority');
  });

  it('that refuses is named, without its password', async () => {
    const proxy = await startConnectProxy([], 9);
    onTestFinished(() => proxy.close());
    const { host } = new URL(proxy.address);
    const found = await networkCheck('https://manage.contoso.example', {
      ...strict,
      proxy: `http://user:proxy-password@${host}`,
      proxyAuthorization: 'Basic proxy-password',
    });
    expect(found.status).toBe('failed');
    expect(found.detail).toContain(`The proxy is ${host}.`);
    expect(JSON.stringify(found)).not.toContain('proxy-password');
  });
});
