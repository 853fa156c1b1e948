import { describe, expect, it } from 'vitest';
import type { ContentType } from '../../../../src/core/api/contentType';
import { dayMs, hourMs } from '../../../../src/core/api/contentWindow';
import { checkIds, type ConnectionReport } from '../../../../src/core/protocol/doctorProtocol';
import { EngineError } from '../../../../src/core/protocol/engineError';
import type { DoctorServices } from '../../../../src/engine/doctor/doctorServices';
import { makeAppCertificate } from '../../../authority/certificates';
import { startLocalService } from '../../../unit/engine/api/localService';
import { MemoryStore } from '../../../unit/engine/sync/memoryStore';
import { check, clientId, examine, makePatient, openClient, statuses, type PatientOptions } from './doctorFixture';

const minuteMs = 60_000;
const otherTenant = '11111111-2222-4333-8444-555555555555';

async function reportOf(options: PatientOptions): Promise<ConnectionReport> {
  return examine(await makePatient(options));
}

/** The checks that are not ok. */
function troubles(report: ConnectionReport): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(statuses(report)).filter(([, status]) => status !== 'ok'));
}

const skippedAfterAuditing = {
  subscriptions: 'skipped',
  webhooks: 'skipped',
  firstContent: 'skipped',
  oldestContent: 'skipped',
};
const skippedAfterPermission = { dlpPermission: 'skipped', auditing: 'skipped', ...skippedAfterAuditing };
const skippedAfterToken = { feedPermission: 'skipped', ...skippedAfterPermission };

describe('a connection that is well', () => {
  it('has a check of each kind, in order, and none that is not ok', async () => {
    const report = await reportOf({});
    expect(report.checks.map(({ id }) => id)).toEqual(checkIds);
    expect(troubles(report)).toEqual({});
    expect(check(report, 'token').detail).toContain(`a token of the app ${clientId} itself, for https://manage.office`);
    expect(check(report, 'feedPermission').detail).toContain('application permission ActivityFeed.Read');
    expect(check(report, 'subscriptions').detail).toContain('Not subscribed: Entra ID, SharePoint');
    expect(check(report, 'subscriptions').detail).toContain(`belong to the app ${clientId}`);
    expect(check(report, 'lastFault').detail).toContain('No request of this connection has failed');
  });

  it('has in its facts what a ticket needs', async () => {
    const patient = await makePatient();
    const facts = new Map((await examine(patient)).facts);
    expect(facts.get('Name')).toBe('Contoso');
    expect(facts.get('Cloud')).toContain(patient.sandbox.origin);
    expect(facts.get('Tenant')).toBe(patient.sandbox.tenantId);
    expect(facts.get('App')).toBe(clientId);
    expect(facts.get('Sign-in')).toBe('app with client secret');
    expect(facts.get('Engine')).toContain(process.versions.node);
  });

  it('names the user where one signs in, and the kind of permission', async () => {
    const claims = { roles: undefined, scp: 'ActivityFeed.Read ActivityFeed.ReadDlp', upn: 'ada@contoso.example' };
    const report = await reportOf({ claims, connection: { signIn: 'microsoft' } });
    expect(troubles(report)).toEqual({});
    expect(check(report, 'token').detail).toContain('a token of ada@contoso.example');
    expect(check(report, 'feedPermission').detail).toContain('delegated permission ActivityFeed.Read');
  });

  it('may have a token that is opaque: then the service alone says what it allows', async () => {
    const report = await reportOf({ sandbox: { token: 'opaque' }, token: 'opaque' });
    expect(troubles(report)).toEqual({});
  });
});

describe('the connection itself', () => {
  it('is told of where it names no cloud, and nothing else is tried', async () => {
    const report = await reportOf({
      connection: { cloud: 'http://contoso.example' },
      services: { openAccess: () => Promise.reject(new EngineError({ kind: 'api', message: 'No cloud.' })) },
    });
    expect(check(report, 'network')).toMatchObject({ status: 'failed', detail: 'No cloud.' });
    expect(check(report, 'authority')).toMatchObject({ status: 'failed', action: 'editConnection' });
    expect(check(report, 'feedPermission').detail).toBe('Not looked at, because "Network" does not hold.');
  });
});

describe('the clock', () => {
  it.each([
    [30_000, 'ok', 'agrees'],
    [3 * minuteMs, 'ok', '3 minutes behind'],
    [-3 * minuteMs, 'ok', '3 minutes ahead of'],
    [20 * minuteMs, 'warning', '20 minutes behind'],
    [-3 * hourMs, 'warning', '3 hours ahead of'],
  ])('is compared with that of the service, %i ms ahead', async (offset, status, words) => {
    const report = await reportOf({ sandbox: { now: () => Date.now() + offset } });
    expect(check(report, 'clock').status).toBe(status);
    expect(check(report, 'clock').detail).toContain(words);
    expect(check(report, 'clock').help === undefined).toBe(status === 'ok');
    // What is asked for goes by the clock of the service.
    expect(check(report, 'firstContent').status).toBe('ok');
    expect(check(report, 'oldestContent').status).toBe('ok');
  });
});

describe('the sign-in service', () => {
  it('that does not know the tenant is told of, and what the API says of it', async () => {
    const report = await reportOf({ claims: { tid: otherTenant }, connection: { tenantId: otherTenant } });
    expect(troubles(report)).toEqual({ authority: 'failed', auditing: 'failed', ...skippedAfterAuditing });
    expect(check(report, 'authority').action).toBe('editConnection');
    expect(check(report, 'auditing').detail).toContain('AF20011');
  });

  it('that cannot be reached does not keep a token from being used', async () => {
    const report = await reportOf({ connection: { authority: 'http://127.0.0.1:9' } });
    expect(troubles(report)).toEqual({ authority: 'failed' });
    expect(check(report, 'authority').detail).toContain('ECONNREFUSED');
  });

  it('is not asked where the token is given: its name need not even be known', async () => {
    const report = await reportOf({
      connection: { authority: 'https://login.contoso.invalid' },
      services: { givenTokenName: 'token of the environment' },
    });
    expect(troubles(report)).toEqual({});
    expect(check(report, 'authority').detail).toContain('Not needed');
  });
});

describe('the token', () => {
  it.each([
    [{ aud: 'https://graph.microsoft.com' }, 'graph.microsoft.com', 'editConnection'],
    [{ tid: otherTenant }, otherTenant, 'signIn'],
    [{ exp: 1 }, 'expired', 'signIn'],
  ])('that does not fit is explained: %j', async (claims, words, action) => {
    const report = await reportOf({ claims });
    expect(troubles(report)).toEqual({ token: 'failed', ...skippedAfterToken });
    expect(check(report, 'token').detail).toContain(words);
    expect(check(report, 'token').action).toBe(action);
  });

  it('that nobody gives is told of in the words of the sign-in', async () => {
    const error = new EngineError({ kind: 'signIn', message: 'Nobody is signed in.', action: 'signIn' });
    const report = await reportOf({ services: { getToken: () => Promise.reject(error) } });
    expect(troubles(report)).toEqual({ token: 'failed', ...skippedAfterToken });
    expect(check(report, 'token')).toMatchObject({ detail: 'Nobody is signed in.', action: 'signIn' });
  });

  it.each([
    [400, 'ok'],
    [10, 'warning'],
  ])('of an app with a certificate that ends in %i days is %s', async (days, status) => {
    const { certificate, key } = await makeAppCertificate({ notAfter: new Date(Date.now() + days * dayMs) });
    const credential = { kind: 'certificate', format: 'pem', data: `${certificate}\n${key}` } as const;
    const report = await reportOf({
      sandbox: { subscribed: [] },
      connection: { signIn: 'certificate' },
      services: { readCredential: () => Promise.resolve(credential) },
    });
    expect(check(report, 'token').status).toBe(status);
    expect(check(report, 'token').detail).toMatch(/The certificate [\dA-F]{40} ends on/);
  });
});

describe('the permissions', () => {
  it.each([
    [{ roles: ['ServiceHealth.Read'] }, 'application'],
    [{ roles: undefined, scp: 'ServiceHealth.Read' }, 'delegated'],
  ])('that the token lacks are named, with their kind: %j', async (claims, kind) => {
    const report = await reportOf({ claims });
    expect(troubles(report)).toEqual({ feedPermission: 'failed', ...skippedAfterPermission });
    expect(check(report, 'feedPermission').detail).toContain(`${kind} permission ActivityFeed.Read`);
    expect(check(report, 'feedPermission').action).toBe('openSetup');
  });

  it('that the service does not see are told of by its code, where the token is opaque', async () => {
    const report = await reportOf({ token: 'wrong' });
    expect(troubles(report)).toEqual({ feedPermission: 'failed', ...skippedAfterPermission });
    expect(check(report, 'feedPermission').action).toBe('signIn');
  });

  it.each([
    ['warning', ['Audit.Exchange']],
    ['failed', ['Audit.Exchange', 'DLP.All']],
  ] satisfies [string, ContentType[]][])(
    'for DLP that lack are %s where %j is subscribed to',
    async (status, subscribed) => {
      const report = await reportOf({
        sandbox: { subscribed },
        claims: { roles: ['ActivityFeed.Read'] },
      });
      expect(check(report, 'dlpPermission')).toMatchObject({ status, action: 'openSetup' });
      expect(check(report, 'dlpPermission').detail).toContain('ActivityFeed.ReadDlp');
      expect(check(report, 'subscriptions').status).toBe('ok');
    },
  );
});

describe('the tenant', () => {
  it('whose auditing is off gets the command that turns it on', async () => {
    const report = await reportOf({ sandbox: { tenantState: 'auditingOff' } });
    expect(troubles(report)).toEqual({ auditing: 'failed', ...skippedAfterAuditing });
    expect(check(report, 'auditing').help).toContain('Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true');
    expect(check(report, 'firstContent').detail).toBe('Not looked at, because "Auditing" does not hold.');
  });

  it('is not told of auditing where the service fails with another exception', async () => {
    const report = await reportOf({ sandbox: { faults: { exception: 1 } } });
    expect(troubles(report)).toMatchObject({ auditing: 'failed' });
    expect(check(report, 'auditing').detail).toContain('HTTP 500');
    expect(check(report, 'auditing').detail).not.toContain('audit log');
  });

  it('that is misconfigured is told of by the code of the service', async () => {
    const report = await reportOf({ sandbox: { tenantState: 'misconfigured' } });
    expect(troubles(report)).toEqual({ auditing: 'failed', ...skippedAfterAuditing });
    expect(check(report, 'auditing').detail).toContain('AF20012');
  });
});

describe('the subscriptions', () => {
  it('are started first, where there is none', async () => {
    const report = await reportOf({ sandbox: { subscribed: [] } });
    expect(troubles(report)).toEqual({ subscriptions: 'failed', firstContent: 'skipped', oldestContent: 'skipped' });
    expect(check(report, 'subscriptions').action).toBe('subscribe');
  });

  it('that an administrator disabled are named', async () => {
    const report = await reportOf({
      sandbox: { subscribed: ['Audit.Exchange', 'Audit.General'], disabled: { 'Audit.Exchange': 'a tenant admin' } },
    });
    expect(troubles(report)).toEqual({ subscriptions: 'warning' });
    expect(check(report, 'subscriptions').detail).toContain('Disabled by an administrator: Exchange.');
  });

  it('that were just started wait for their first content', async () => {
    const patient = await makePatient({
      sandbox: { subscribed: [] },
      services: { startedAt: () => Date.now() - hourMs },
    });
    await openClient(patient.sandbox).startSubscription('Audit.Exchange');
    const report = await examine(patient);
    expect(troubles(report)).toEqual({});
    expect(check(report, 'firstContent').detail).toBe(
      'Waiting for the first content, which may take 12 hours: Exchange.',
    );
    expect(check(report, 'oldestContent').detail).toBe('The service lists no content yet.');
  });

  it.each([
    ['Audit.Exchange', 'warning'],
    // Nothing comes of it before a policy matches something.
    ['DLP.All', 'ok'],
  ] as const)('of %s that give nothing for long are a %s', async (contentType, status) => {
    const patient = await makePatient({ sandbox: { subscribed: [] }, services: { startedAt: () => 0 } });
    await openClient(patient.sandbox).startSubscription(contentType);
    expect(check(await examine(patient), 'firstContent')).toMatchObject({ status });
  });
});

describe('the webhooks', () => {
  const sandbox = { allowHttpWebhooks: true, startIntervalMs: 0, webhooks: { pollMs: 5, maxFailures: 1 } };

  it('that the service disabled are told of, without their secret', async () => {
    await using endpoint = await startLocalService(({ request, response }) => {
      response.writeHead('webhook-validationcode' in request.headers ? 200 : 500).end();
    });
    let advance = 0;
    // What there is to tell the webhook of.
    const later = {
      contentType: 'Audit.Exchange',
      created: Date.now() + 6 * hourMs,
      records: [{ Id: 'later' }],
    } as const;
    const patient = await makePatient({
      sandbox: { ...sandbox, blobs: [later], now: () => Date.now() + advance },
      claims: { exp: Math.floor((Date.now() + dayMs) / 1_000) },
    });
    const client = openClient(patient.sandbox);
    await client.startSubscription('Audit.Exchange', { address: endpoint.origin, authId: 'the-auth-id' });
    advance = 12 * hourMs;
    await expect
      .poll(async () => (await client.listSubscriptions()).map(({ webhook }) => webhook?.status))
      .toContain('disabled');
    const report = await examine(patient);
    expect(troubles(report)).toEqual({ clock: 'warning', webhooks: 'warning' });
    expect(check(report, 'webhooks')).toMatchObject({ action: 'editWebhook' });
    expect(check(report, 'webhooks').detail).toContain(`Exchange: disabled, to ${new URL(endpoint.origin).host}.`);
    expect(JSON.stringify(report)).not.toContain('the-auth-id');
  });

  it.each([
    [1, 'warning'],
    [30, 'ok'],
  ])('that expire in %i days are %s', async (days, status) => {
    await using endpoint = await startLocalService(({ response }) => {
      response.writeHead(200).end();
    });
    const patient = await makePatient({ sandbox });
    const expiration = new Date(Date.now() + days * dayMs).toISOString();
    await openClient(patient.sandbox).startSubscription('Audit.General', { address: endpoint.origin, expiration });
    const report = await examine(patient);
    expect(check(report, 'webhooks').status).toBe(status);
    expect(check(report, 'webhooks').detail).toContain(`until ${expiration.slice(0, 10)}`);
  });
});

describe('the oldest content', () => {
  it('that the archive lacks is to be fetched before it is gone', async () => {
    const store = new MemoryStore();
    const patient = await makePatient({
      sandbox: { subscribed: ['Audit.Exchange'] },
      services: { openArchive: () => Promise.resolve(store) },
    });
    const before = check(await examine(patient), 'oldestContent');
    expect(before).toMatchObject({ status: 'warning', action: 'fetch' });
    expect(before.detail).toMatch(
      /\d+ blobs will be gone within a day, and the archive does not have them: Exchange\./,
    );

    const now = Math.floor(Date.now() / 1_000) * 1_000;
    const day = { start: now - 7 * dayMs + 5 * minuteMs, end: now - 6 * dayMs + 5 * minuteMs };
    for await (const page of openClient(patient.sandbox).listContent('Audit.Exchange', day)) {
      page.forEach((blob) => store.blobs.set(blob.contentId, { ...blob, state: 'archived' }));
    }
    expect(check(await examine(patient), 'oldestContent').status).toBe('ok');
  });
});

describe('a service that is asked too much', () => {
  it('is told of, and so is the quota', async () => {
    const patient = await makePatient({ sandbox: { requestsPerMinute: 1 } });
    await openClient(patient.sandbox).listSubscriptions();
    const report = await examine(patient);
    expect(troubles(report)).toEqual({ auditing: 'failed', ...skippedAfterAuditing, quota: 'warning' });
    expect(check(report, 'auditing').detail).toContain('AF429');
    expect(check(report, 'feedPermission').detail).toContain('The service did not say whether it takes it.');
    expect(check(report, 'quota').detail).toContain('that there were too many');
  });

  it('is told of by each check that it spoils, where it gave one listing', async () => {
    const report = await reportOf({ sandbox: { requestsPerMinute: 1, subscribed: undefined } });
    expect(troubles(report)).toEqual({ firstContent: 'warning', quota: 'warning' });
  });
});

describe('a visit of the doctor', () => {
  it('leaves out its own faults, and tells of the last one before', async () => {
    const patient = await makePatient();
    const health = {
      quota: { requestsPerMinute: 2_000, pacePerMinute: 1_900, used: 20, usedByOthers: 30, processes: 2 },
      lastFault: {
        at: Date.parse('2026-05-01T12:00:00Z'),
        operation: 'fetchBlob',
        kind: 'api',
        status: 500,
        code: 'AF50000',
      },
    } as const;
    const { services } = patient;
    const openAccess: DoctorServices['openAccess'] = async () => ({ ...(await services.openAccess()), health });
    const report = await examine({ ...patient, services: { ...services, openAccess } });
    expect(check(report, 'lastFault').detail).toBe('fetchBlob, 2026-05-01 12:00 UTC: HTTP 500, AF50000.');
    expect(check(report, 'quota').detail).toBe(
      '1950 of 2000 requests a minute are left: 20 went out in the last minute, and 30 of 1 other process.',
    );
  });

  it('says that a check itself failed, and not in the words of the defect', async () => {
    const getToken = (): Promise<string> => Promise.reject(new TypeError('holds the token'));
    const report = await reportOf({ services: { getToken } });
    expect(check(report, 'token')).toMatchObject({ status: 'failed', detail: 'This could not be checked: TypeError.' });
  });

  it('ends at once when it is cancelled', async () => {
    const cancel = new AbortController();
    const patient = await makePatient({
      services: {
        getToken: () => {
          cancel.abort(new Error('cancelled'));
          return Promise.reject(new Error('of the token'));
        },
      },
    });
    await expect(examine(patient, cancel.signal)).rejects.toThrow('cancelled');
  });
});
