import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/api/connection';
import type { ConnectionStore } from '../connections/connectionStore';
import type { EngineSession } from '../engine/engineSession';
import type { NotebookWriter } from '../notebook/files/notebookWriter';

export interface ToolServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly writer: NotebookWriter;
}

/** A tool that language models may call. Its input comes from a model: it is checked before anything is done. */
export interface AuditTool {
  prepare(input: unknown, services: ToolServices): vscode.PreparedToolInvocation;
  /** @throws Error in words, which the model is told */
  run(input: unknown, services: ToolServices, token: vscode.CancellationToken): Promise<string>;
}

interface ToolDefinition<T> {
  readonly input: z.ZodMiniType<T>;
  readonly prepare: (input: T, services: ToolServices) => vscode.PreparedToolInvocation;
  readonly run: (input: T, services: ToolServices, token: vscode.CancellationToken) => Promise<string>;
}

export function defineTool<T>({ input: schema, prepare, run }: ToolDefinition<T>): AuditTool {
  return {
    prepare: (input, services) => prepare(readInput(schema, input), services),
    run: (input, services, token) => run(readInput(schema, input), services, token),
  };
}

function readInput<T>(schema: z.ZodMiniType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success) {
    throw new Error(`The input is not as the tool needs it. ${z.prettifyError(result.error)}`);
  }
  return result.data;
}

/** The connection that an input names by its id or its name; without a name it is the only one, or the first. */
export function findConnection(name: string | undefined, { connections }: ToolServices): Connection {
  const known = connections.connections;
  const found =
    name === undefined ? known[0] : known.find((candidate) => [candidate.id, candidate.name].includes(name));
  if (found === undefined) {
    const names = known.map((candidate) => `"${candidate.name}"`).join(', ');
    throw new Error(
      names === ''
        ? 'There is no connection yet. The user can add one, or try the demo tenant, in the view M365 Audit.'
        : `There is no connection "${name ?? ''}". There are: ${names}.`,
    );
  }
  return found;
}
