import path from 'node:path';
import type { Command } from 'commander';
import { CommanderError, Option } from 'commander';
import type { ContentWindow } from '../../core/api/contentWindow';
import type { AuditNotebook } from '../../core/notebook/notebookFormat';
import { rangeAt, timeRangeOf } from '../../core/notebook/state/notebookTimeRange';
import type { QueryParameter } from '../../core/notebook/state/queryParameters';
import {
  isValueOf,
  parameterValuesOf,
  shownValue,
  type ParameterValues,
} from '../../core/notebook/state/parameterValues';
import type { Archive } from '../../engine/archive/archive';
import type { ContentStatus } from '../../engine/archive/archiveStatus';
import type { CellOutcome } from '../../engine/report/notebookRun';
import type { ReportHeader } from '../../engine/report/reportHtml';
import type { CommandContext } from '../commandContext';
import { addFileOptions, queryFilesOf, type FileOptions } from '../fileOptions';
import { readNotebookFile, type Refuse } from '../notebookFile';
import { parseGuid, parseParameter, parseTime } from '../optionParsers';
import { errorMessage } from '../output/errorText';
import { checkReportFile, writeReport } from '../output/reportFile';
import { runJson } from '../output/runJson';
import { withExistingArchive } from '../withArchive';

interface RunOptions extends FileOptions {
  readonly archive: string;
  readonly format: 'html' | 'json';
  readonly output?: string;
  readonly param?: ParameterValues;
  readonly since?: number;
  readonly until?: number;
  readonly now?: number;
  readonly tenant?: string;
}

/** There is no report: told apart from one with a cell that failed, for the jobs that call it. */
const refusedExitCode = 2;

export function addRunCommand(program: Command, context: CommandContext): void {
  const command = program.command('run');
  addFileOptions(command)
    .description('Run a notebook, without VS Code, into a report.')
    .exitOverride(({ exitCode, code, message }) => {
      throw new CommanderError(exitCode === 0 ? 0 : refusedExitCode, code, message);
    })
    .requiredOption('--archive <folder>', 'folder of the archive')
    .addOption(new Option('--format <format>', 'what to make').choices(['html', 'json']).default('html'))
    .option('--output <file>', 'file to write; standard output if absent')
    .option('--param <name=value>', 'value of a parameter of the notebook; may be given several times', parseParameter)
    .option('--since <time>', 'only events from this time on, in UTC', parseTime)
    .option('--until <time>', 'only events before this time, in UTC; now if absent', parseTime)
    .option('--now <time>', 'what now() and ago() mean, in UTC; the time of the run if absent', parseTime)
    .option('--tenant <guid>', 'only records of this tenant', parseGuid)
    .argument('<notebook>', 'the notebook: a file *.auditnb')
    .action(async (file: string, options: RunOptions) => {
      const refuse: Refuse = (message) =>
        command.error(message, { exitCode: refusedExitCode, code: 'm365Audit.refused' });
      try {
        await runNotebookFile(file, options, refuse, context);
      } catch (error) {
        context.signal.throwIfAborted();
        throw error instanceof CommanderError ? error : refuse(errorMessage(error));
      }
    });
}

async function runNotebookFile(
  file: string,
  options: RunOptions,
  refuse: Refuse,
  context: CommandContext,
): Promise<void> {
  const notebook = await readNotebookFile(file, context.signal, refuse);
  await checkReportFile(options.output, refuse);
  const { now = Date.now(), tenant: tenantId } = options;
  const timeRange = readTimeRange(notebook, options, now, refuse);
  const { notebookParameters } = await import('../../engine/report/notebookCells');
  const declared = [...notebookParameters(notebook).values()];
  const values = { ...parameterValuesOf(notebook.metadata), ...options.param };
  checkParameters(declared, options.param ?? {}, refuse);
  await withExistingArchive(options.archive, async (archive) => {
    const { QueryRunner } = await import('../../engine/query/queryRunner');
    const { NotebookRun } = await import('../../engine/report/notebookRun');
    const runner = new QueryRunner(archive);
    const run = new NotebookRun(notebook, {
      archive,
      runner,
      tenantId,
      now,
      parameters: values,
      timeRange,
      files: queryFilesOf(options),
      signal: context.signal,
    });
    const { connectionId } = notebook.metadata;
    const header: ReportHeader = {
      title: path.basename(file, path.extname(file)),
      notebook: path.basename(file),
      connection: typeof connectionId === 'string' ? connectionId : undefined,
      tenantId,
      time: now,
      timeRange,
      parameters: declared.flatMap((parameter) => {
        const value = shownValue(parameter, values);
        return value === undefined ? [] : [[parameter.name, value]];
      }),
      coverage: await readCoverage(archive, tenantId, now, timeRange),
    };
    try {
      await writeReport(reportText(run.cells(), header, options, context), options.output, context);
    } finally {
      await run.close();
      runner.close();
    }
  });
}

/** The options' range, or the notebook's own; undefined for all times. */
function readTimeRange(
  { metadata }: AuditNotebook,
  { since, until }: RunOptions,
  now: number,
  refuse: Refuse,
): ContentWindow | undefined {
  if (since === undefined && until === undefined) {
    const range = timeRangeOf(metadata);
    return range === undefined ? undefined : rangeAt(range, now);
  }
  const range = { start: since ?? 0, end: until ?? now };
  return range.start < range.end ? range : refuse('--since must be before --until, which is now if absent.');
}

function checkParameters(declared: readonly QueryParameter[], given: ParameterValues, refuse: Refuse): void {
  for (const [name, value] of Object.entries(given)) {
    const parameter = declared.find((candidate) => candidate.name === name);
    if (parameter === undefined) {
      const names = declared.map((candidate) => candidate.name).join(', ');
      refuse(`The notebook has no parameter "${name}". ${names === '' ? 'It has none.' : `It has: ${names}.`}`);
    } else if (!isValueOf(parameter.type, value)) {
      refuse(`The value of --param ${name} is no ${parameter.type}.`);
    }
  }
}

async function readCoverage(
  archive: Archive,
  tenantId: string | undefined,
  now: number,
  range: ContentWindow | undefined,
): Promise<string> {
  const { coverageSentence } = await import('../../engine/report/coverageSentence');
  const statusOf = async (of: ContentWindow | undefined): Promise<readonly ContentStatus[]> =>
    archive.status({ now, range: of, tenantId });
  const isCollected = (await statusOf(undefined)).some(({ windows }) => windows > 0);
  return coverageSentence(await statusOf(range), isCollected);
}

async function* reportText(
  cells: AsyncIterable<CellOutcome>,
  header: ReportHeader,
  { format }: RunOptions,
  { reportFailure }: CommandContext,
): AsyncGenerator<string> {
  const watched = watchFailures(cells, reportFailure);
  if (format === 'json') {
    yield* runJson(header, watched);
  } else {
    const { runReport } = await import('../../engine/report/runReport');
    yield await runReport(watched, header);
  }
}

async function* watchFailures(
  cells: AsyncIterable<CellOutcome>,
  reportFailure: () => void,
): AsyncGenerator<CellOutcome> {
  for await (const outcome of cells) {
    if (outcome.error !== undefined) {
      reportFailure();
    }
    yield outcome;
  }
}
