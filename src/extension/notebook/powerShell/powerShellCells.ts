import * as vscode from 'vscode';
import type { Place } from '../../../core/kql/queryError';
import { maxPayloadRows } from '../../../core/notebook/resultPayload';
import { actionTable } from '../../../core/powershell/actionColumns';
import { placeInCell } from '../../../core/powershell/placeInCell';
import { variableTexts } from '../../../core/powershell/powerShellScope';
import type {
  ActionStatement,
  QueryStatement,
  TranslatedCell,
  TranslatedStatement,
} from '../../../core/powershell/translatePowerShell';
import { EngineError } from '../../../core/protocol/engineError';
import type { QueryResult, RunQueryParams } from '../../../core/protocol/queryProtocol';
import type { EngineSession } from '../../engine/engineSession';
import { toEngineError } from '../../errors/rehydrateError';
import type { CellOutcome } from '../running/cellOutcome';
import { holdResult } from '../running/kqlCell';
import { runQuery, type RunningCell } from '../running/runQuery';
import type { HeldResult } from '../state/cellRuns';
import type { NotebookVariables } from '../state/notebookVariables';
import { displayOutput } from './displayOutput';
import { exportCsv } from './exportCsv';
import type { ManagementActions } from './managementActions';

interface StatementRun {
  readonly result: HeldResult;
  readonly output: vscode.NotebookCellOutput;
}

/** Runs cells in PowerShell style. The variables that they assign are kept as long as their notebook is open. */
export class PowerShellCells {
  constructor(
    private readonly engine: EngineSession,
    private readonly actions: ManagementActions,
    private readonly variables: NotebookVariables,
  ) {}

  async run(running: RunningCell): Promise<CellOutcome> {
    const { cell } = running;
    const { statements, reads, assigns, scope } = await this.translate(running);
    const variables = variableTexts(this.variables.scopeOf(cell.notebook), reads);
    const runs: StatementRun[] = [];
    try {
      for (const statement of statements) {
        runs.push(...(await this.runStatement(statement, running)));
      }
    } catch (error) {
      await this.engine.requestIfRunning('m365Audit/releaseResults', {
        resultIds: runs.map(({ result }) => result.resultId),
      });
      throw error;
    }
    this.variables.assign(cell, scope, assigns);
    return { results: runs.map(({ result }) => result), outputs: runs.map(({ output }) => output), variables };
  }

  /** What a cell is, with the variables that its notebook has now. Nothing is run. */
  translate({
    cell,
    connection,
    inputs,
    token,
  }: Pick<RunningCell, 'cell' | 'connection' | 'inputs'> & Partial<RunningCell>): Promise<TranslatedCell> {
    return this.engine.request(
      'm365Audit/translatePowerShell',
      { connection, text: inputs.text, scope: this.variables.scopeOf(cell.notebook) },
      token,
    );
  }

  private async runStatement(statement: TranslatedStatement, running: RunningCell): Promise<readonly StatementRun[]> {
    const { kql, results } =
      statement.kind === 'query'
        ? { kql: statement.kql, results: await this.runKql(statement, running) }
        : await this.runAction(statement, running);
    const notes = statement.kind === 'query' ? statement.notes.map(({ message }) => message) : [];
    const runs = results.map((result) => {
      const noted = notes.length === 0 ? result : { ...result, notes: [...(result.notes ?? []), ...notes] };
      return { result: holdResult(running, noted, kql), output: displayOutput(result, statement) };
    });
    for (const effect of statement.effects) {
      for (const { result } of runs) {
        await exportCsv(this.engine, result, effect);
      }
    }
    return runs;
  }

  private async runKql(statement: QueryStatement, running: RunningCell): Promise<readonly QueryResult[]> {
    const { needs } = statement;
    try {
      return await runQuery(this.engine, running, statement.kql, needs.length === 0 ? {} : { needs });
    } catch (error) {
      throw inCell(error, (start) => placeInCell(statement, start));
    }
  }

  /** What the service says becomes a result as any other: it is sorted, filtered and exported like one. */
  private async runAction(
    statement: ActionStatement,
    { connection, token }: RunningCell,
  ): Promise<{ readonly kql: string; readonly results: readonly QueryResult[] }> {
    const answer = await this.actions.run(statement, connection, token);
    const kql = `let ${actionTable} = ${answer};\n${statement.kql}`;
    try {
      const params: RunQueryParams = { connection, language: 'kql', text: kql, firstRows: maxPayloadRows };
      return { kql, results: await this.engine.request('m365Audit/runQuery', params, token) };
    } catch (error) {
      throw inCell(error, () => statement.place);
    }
  }
}

/** An error of the KQL, at the place in the cell that it stands for. */
function inCell(error: unknown, placeOf: (kqlStart: number) => Place): unknown {
  if (error instanceof vscode.CancellationError) {
    return error;
  }
  const { data } = toEngineError(error);
  return new EngineError({ ...data, ...(data.start === undefined ? {} : placeOf(data.start)) }, { cause: error });
}
