import { arch, release, type } from 'node:os';
import type { SignInMethod } from '../../core/api/connection';
import type { ConnectionReport } from '../../core/protocol/doctorProtocol';
import { attempt } from './attempt';
import type { Examination } from './examination';

type Facts = ConnectionReport['facts'];

const signInNames: Readonly<Record<SignInMethod, string>> = {
  microsoft: 'Microsoft account of VS Code',
  deviceCode: 'device code',
  clientSecret: 'app with client secret',
  certificate: 'app with certificate',
};

/** What a ticket needs to know of a connection. A connection holds no secret. */
export async function connectionFacts(examination: Examination): Promise<Facts> {
  const { connection } = examination;
  return [
    ['Name', connection.name],
    ...(examination.isDemo ? demoFacts : await placeFacts(examination)),
    ['Tenant', connection.tenantId],
    ['Publisher identifier', connection.publisherIdentifier ?? 'the tenant'],
    ['Engine', `Node ${process.versions.node}, ${type()} ${release()} ${arch()}`],
  ];
}

const demoFacts: Facts = [['Cloud', 'demo tenant, on this computer']];

async function placeFacts(examination: Examination): Promise<Facts> {
  const { connection, services } = examination;
  const { value: place = [['Cloud', connection.cloud]] } = await attempt(async () => {
    const { label, apiOrigin, authority } = await examination.cloud();
    const facts: Facts = [
      ['Cloud', `${label}, ${apiOrigin}`],
      ['Sign-in service', authority],
      ['Proxy', services.network.describeProxy(apiOrigin) ?? 'none'],
    ];
    return facts;
  });
  return [
    ...place,
    ['Sign-in', services.givenTokenName ?? signInNames[connection.signIn ?? 'microsoft']],
    ['App', connection.clientId ?? 'not named'],
  ];
}
