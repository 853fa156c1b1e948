import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { AuditTool, ToolServices } from './auditTool';
import { toolNames, type ToolName } from './toolNames';

/** Offers the tools to language models. They are loaded when a model first calls one. */
export class ToolsFeature extends Disposable {
  constructor(services: ToolServices) {
    super();
    for (const name of toolNames) {
      this.register(
        vscode.lm.registerTool<unknown>(name, {
          prepareInvocation: async ({ input }) => (await loadTool(name)).prepare(input, services),
          invoke: async ({ input }, token) => {
            const text = await (await loadTool(name)).run(input, services, token);
            return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
          },
        }),
      );
    }
  }
}

async function loadTool(name: ToolName): Promise<AuditTool> {
  const { auditTools } = await import(/* webpackChunkName: "auditTools" */ './auditTools');
  return auditTools[name];
}
