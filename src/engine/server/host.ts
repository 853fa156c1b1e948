import type { Connection } from 'vscode-languageserver/node';
import { RequestType, ResponseError } from 'vscode-languageserver/node';
import { z } from 'zod';
import { EngineError } from '../../core/protocol/engineError';
import type { EngineErrorData, EngineNotifications, HostRequests } from '../../core/protocol/engineProtocol';
import type { TokenParams } from '../../core/protocol/signInProtocol';

const getToken = new RequestType<TokenParams, unknown, unknown>('m365Audit/getToken' satisfies keyof HostRequests);

const token = z.object({ accessToken: z.string().min(1) });
const hostErrorData = z.object({ kind: z.literal('signIn'), message: z.string(), code: z.string().optional() });

/** The extension host, as the engine sees it. */
export class Host {
  constructor(private readonly connection: Connection) {}

  notify<M extends keyof EngineNotifications>(method: M, params: EngineNotifications[M]): void {
    // A message that cannot be sent means that the host is gone, and then this process ends as well.
    void this.connection.sendNotification(method, params).catch(() => undefined);
  }

  /** @throws EngineError of kind `signIn` where the host has no token */
  async requestToken(params: TokenParams): Promise<string> {
    try {
      return token.parse(await this.connection.sendRequest(getToken, params)).accessToken;
    } catch (cause) {
      throw new EngineError(signInFailure(cause), { cause });
    }
  }
}

function signInFailure(cause: unknown): EngineErrorData {
  const known = hostErrorData.safeParse(cause instanceof ResponseError ? cause.data : undefined).data;
  return {
    kind: 'signIn',
    action: 'signIn',
    message: known?.message ?? 'There is no sign-in for this connection. Sign in, then try again.',
    ...(known?.code === undefined ? {} : { code: known.code }),
  };
}
