import * as vscode from 'vscode';
import type { EngineSettings } from '../../core/protocol/engineProtocol';

/** What the engine needs of the settings: ours, and VS Code's own for the network. */
export function readEngineSettings(): EngineSettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<string>('proxy');
  const proxyAuthorization = http.get<string | null>('proxyAuthorization');
  return {
    requestsPerMinute: vscode.workspace.getConfiguration('m365Audit').get('requestsPerMinute', 2_000),
    network: {
      ...(proxy ? { proxy } : {}),
      noProxy: http.get<readonly string[]>('noProxy', []),
      ...(proxyAuthorization ? { proxyAuthorization } : {}),
      strictSsl: http.get('proxyStrictSSL', true),
      systemCertificates: http.get('systemCertificates', true),
    },
  };
}
