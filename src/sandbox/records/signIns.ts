import { auditEvent, pairs, type AuditEvent, type Presence, type Scene } from './auditRecord';
import { apps, signInApps } from './apps';

/** Why a sign-in failed: Entra's error number, and its name where the records give one. */
export interface SignInError {
  readonly number: string;
  readonly name?: string;
}

export const signInErrors = {
  wrongPassword: { number: '50126', name: 'InvalidUserNameOrPassword' },
  locked: { number: '50053', name: 'IdsLocked' },
  strongAuthenticationRequired: { number: '50074', name: 'UserStrongAuthClientAuthNRequiredInterrupt' },
  keepMeSignedIn: { number: '50140' },
} as const satisfies Readonly<Record<string, SignInError>>;

/**
 * A sign-in, RecordType 15 (AzureActiveDirectoryStsLogon). ResultStatus is "Success" for failed ones as well, as it is in the
 * service's records: Operation and ErrorNumber tell.
 */
export function signIn(scene: Scene, presence: Presence, time: number, error?: SignInError): AuditEvent {
  const { random, organizationId } = scene;
  const { person, ip, userAgent } = presence;
  const app = random.pick(signInApps);
  const resource = random.pick([apps.exchange.id, apps.sharePoint.id, apps.graph.id, apps.directory.id]);
  return auditEvent(
    scene,
    time,
    {
      Operation: error === undefined ? 'UserLoggedIn' : 'UserLoginFailed',
      RecordType: 15,
      Workload: 'AzureActiveDirectory',
      UserId: person.upn,
      UserKey: person.objectId,
    },
    {
      ResultStatus: 'Success',
      ClientIP: ip,
      ObjectId: resource,
      AzureActiveDirectoryEventType: 1,
      ExtendedProperties: pairs({
        ResultStatusDetail: error === undefined && random.chance(0.4) ? 'Redirect' : 'Success',
        UserAgent: userAgent,
        RequestType: random.pick(['OAuth2:Authorize', 'OAuth2:Token', 'Login:login']),
      }),
      ModifiedProperties: [],
      Actor: [
        { ID: person.objectId, Type: 0 },
        { ID: person.upn, Type: 5 },
      ],
      ActorContextId: organizationId,
      ActorIpAddress: ip,
      InterSystemsId: random.guid(),
      IntraSystemId: random.guid(),
      SupportTicketId: '',
      Target: [{ ID: resource, Type: 0 }],
      TargetContextId: organizationId,
      ApplicationId: app.id,
      DeviceProperties: pairs({ OS: operatingSystem(userAgent), BrowserType: 'Chrome', SessionId: presence.sessionId }),
      ErrorNumber: error?.number ?? '0',
      ...(error?.name === undefined ? {} : { LogonError: error.name }),
    },
  );
}

/** A guess at an account that does not exist: the record names no user, and no LogonError. */
export function unknownAccountSignIn(scene: Scene, ip: string, time: number): AuditEvent {
  const { random, organizationId } = scene;
  return auditEvent(
    scene,
    time,
    {
      Operation: 'UserLoginFailed',
      RecordType: 15,
      Workload: 'AzureActiveDirectory',
      UserId: 'Not Available',
      UserKey: 'Not Available',
    },
    {
      ResultStatus: 'Failed',
      ClientIP: ip,
      ObjectId: apps.exchange.id,
      AzureActiveDirectoryEventType: 1,
      ExtendedProperties: pairs({
        ResultStatusDetail: 'UserError',
        UserAgent: 'BAV2ROPC',
        RequestType: 'OAuth2:Token',
      }),
      ModifiedProperties: [],
      Actor: [{ ID: 'Not Available', Type: 5 }],
      ActorContextId: organizationId,
      ActorIpAddress: ip,
      InterSystemsId: random.guid(),
      IntraSystemId: random.guid(),
      Target: [{ ID: apps.exchange.id, Type: 0 }],
      TargetContextId: organizationId,
      ApplicationId: apps.exchange.id,
      ErrorNumber: '50034',
    },
  );
}

function operatingSystem(userAgent: string): string {
  if (userAgent.includes('Windows')) {
    return 'Windows';
  }
  return userAgent.includes('Mac OS') ? 'MacOs' : 'Linux';
}
