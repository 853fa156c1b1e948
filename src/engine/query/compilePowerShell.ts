import type { CompiledStatement } from '../../core/kql/compileKql';
import { refused } from '../../core/kql/queryError';
import {
  placeInCell,
  translatePowerShell,
  type QueryStatement,
  type TranslatedStatement,
  type TranslateOptions,
} from '../../core/powershell/translatePowerShell';
import { EngineError } from '../../core/protocol/engineError';

/**
 * Compiles a text in PowerShell style, by way of KQL. The places of its statements, and those of errors, are places in the text.
 *
 * @throws EngineError `query` with its place: also for what the command line does not do, like writing a file.
 */
export async function compilePowerShell(
  text: string,
  options: TranslateOptions,
  compile: (kql: string) => Promise<readonly CompiledStatement[]>,
): Promise<CompiledStatement[]> {
  const compiled: CompiledStatement[] = [];
  for (const statement of translatePowerShell(text, options).statements) {
    const query = plainQuery(statement);
    try {
      compiled.push(...(await compile(query.kql)).map((found) => ({ ...found, ...query.place })));
    } catch (error) {
      throw inCell(error, query);
    }
  }
  return compiled;
}

/** @throws EngineError `query` for a statement that does something: here there is nobody to ask. */
export function plainQuery(statement: TranslatedStatement): QueryStatement {
  if (statement.kind === 'action') {
    throw refused(
      'A cmdlet for the service on the command line',
      'Run it in a notebook in VS Code, whose connection it uses.',
      statement.place,
    );
  }
  const [effect] = statement.effects;
  if (effect !== undefined) {
    throw refused(
      'Export-Csv on the command line',
      'Run it in a notebook in VS Code, where it asks first, or query with --format csv.',
      effect.place,
    );
  }
  return statement;
}

/** An error of the KQL, at the place in the cell that it stands for. */
export function inCell(error: unknown, query: QueryStatement): unknown {
  if (!(error instanceof EngineError) || error.data.start === undefined) {
    return error;
  }
  return new EngineError({ ...error.data, ...placeInCell(query, error.data.start) }, { cause: error });
}
