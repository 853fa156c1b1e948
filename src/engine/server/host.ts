import type { Connection as RpcConnection } from 'vscode-languageserver/node';
import { RequestType, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import type { Connection } from '../../core/api/connection';
import { kustoTypes } from '../../core/kql/kustoType';
import { EngineError, type EngineErrorData, engineErrorActions } from '../../core/protocol/engineError';
import type { EngineNotifications, HostRequests } from '../../core/protocol/engineProtocol';
import type { DocumentConnection, DocumentConnectionParams } from '../../core/protocol/languageProtocol';
import type { ConnectionParams } from '../../core/protocol/requestParams';
import type { Credential, DeviceCode, TokenParams } from '../../core/protocol/signInProtocol';
import type { SignInHost } from '../signIn/signInService';

const getToken = new RequestType<TokenParams, unknown, unknown>('m365Audit/getToken' satisfies keyof HostRequests);
const getCredential = new RequestType<ConnectionParams, unknown, unknown>(
  'm365Audit/getCredential' satisfies keyof HostRequests,
);

const getDocumentConnection = new RequestType<DocumentConnectionParams, unknown, unknown>(
  'm365Audit/getDocumentConnection' satisfies keyof HostRequests,
);

const documentConnection = z.object({
  connection: z.nullable(z.custom<Connection>((value) => typeof value === 'object' && value !== null)),
  tables: z
    .array(z.object({ name: z.string(), columns: z.array(z.object({ name: z.string(), type: z.enum(kustoTypes) })) }))
    .exactOptional(),
}) satisfies z.ZodType<DocumentConnection>;

const token = z.object({ accessToken: z.string().min(1) });

const credential = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clientSecret'), secret: z.string().min(1) }),
  z.object({
    kind: z.literal('certificate'),
    format: z.enum(['pem', 'pfx']),
    data: z.string().min(1),
    password: z.string().exactOptional(),
  }),
]) satisfies z.ZodType<Credential>;

const hostErrorData = z.object({
  kind: z.literal('signIn'),
  message: z.string(),
  code: z.string().optional(),
  action: z.enum(engineErrorActions).optional(),
});

/** The extension host, as the engine sees it. */
export class Host implements SignInHost {
  constructor(private readonly connection: RpcConnection) {}

  notify<M extends keyof EngineNotifications>(method: M, params: EngineNotifications[M]): void {
    // A message that cannot be sent means that the host is gone, and then this process ends as well.
    void this.connection.sendNotification(method, params).catch(() => undefined);
  }

  /** @throws EngineError of kind `signIn` where the host has no token */
  async requestToken(params: TokenParams): Promise<string> {
    return (await this.readAnswer(this.connection.sendRequest(getToken, params), token)).accessToken;
  }

  /** @throws EngineError of kind `signIn` where the host has no credential */
  requestCredential(connection: Connection): Promise<Credential> {
    return this.readAnswer(this.connection.sendRequest(getCredential, { connection }), credential);
  }

  /** Whose archive a document is about, and what else its queries may name. */
  async requestDocumentConnection(uri: string): Promise<DocumentConnection> {
    return documentConnection.parse(await this.connection.sendRequest(getDocumentConnection, { uri }));
  }

  announceDeviceCode(code: DeviceCode): void {
    this.notify('m365Audit/deviceCode', code);
  }

  private async readAnswer<Answer>(request: Promise<unknown>, answer: z.ZodType<Answer>): Promise<Answer> {
    try {
      return answer.parse(await request);
    } catch (cause) {
      throw new EngineError(signInFailure(cause), { cause });
    }
  }
}

function signInFailure(cause: unknown): EngineErrorData {
  const known = hostErrorData.safeParse(cause instanceof ResponseError ? cause.data : undefined).data;
  return {
    kind: 'signIn',
    action: known?.action ?? 'signIn',
    message: known?.message ?? 'There is no sign-in for this connection. Sign in, then try again.',
    ...(known?.code === undefined ? {} : { code: known.code }),
  };
}
