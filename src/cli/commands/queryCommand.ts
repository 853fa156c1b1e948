import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ContentWindow } from '../../core/api/contentWindow';
import { EngineError } from '../../core/protocol/engineError';
import type { QueryLanguage } from '../../core/protocol/queryProtocol';
import type { QueryOptions, StatementResult } from '../../engine/query/queryRunner';
import { answerBatch } from '../batch';
import type { CommandContext } from '../commandContext';
import { parseParameter, parseTime } from '../optionParsers';
import { addFileOptions, queryFilesOf, type FileOptions } from '../fileOptions';
import { errorOutput } from '../output/errorText';
import { Progress } from '../output/progress';
import type { ResultFormatName } from '../output/resultFormats';
import { resultFormats } from '../output/resultFormats';
import { writeText } from '../output/writeText';
import { withExistingArchive } from '../withArchive';

interface Options extends FileOptions {
  readonly archive: string;
  readonly language: QueryLanguage;
  readonly format: ResultFormatName;
  readonly now?: number;
  readonly param?: Readonly<Record<string, string>>;
  readonly since?: number;
  readonly until?: number;
  readonly batch?: true;
}

export function addQueryCommand(program: Command, context: CommandContext): void {
  const command = program.command('query').description('Query the archive.');
  addFileOptions(command)
    .requiredOption('--archive <folder>', 'folder of the archive')
    .addOption(
      new Option('--language <language>', 'language of the query').choices(['kql', 'powershell']).default('kql'),
    )
    .addOption(
      new Option('--format <format>', 'how to write the results').choices(Object.keys(resultFormats)).default('table'),
    )
    .option('--now <time>', 'what now() and ago() mean, in UTC; the time of the run if absent', parseTime)
    .option('--param <name=value>', 'value of a parameter that the query declares; may be repeated', parseParameter)
    .option('--since <time>', 'only events from this time on, in UTC, unless the query names times itself', parseTime)
    .option('--until <time>', 'only events before this time, in UTC, unless the query names times itself', parseTime)
    .option('--batch', 'answer queries from standard input: {"id","query","language"?} a line')
    .argument('[query]', 'the query; - or nothing reads it from standard input')
    .action(async (query: string | undefined, options: Options) => {
      try {
        await runQuery(query, options, context);
      } catch (error) {
        context.signal.throwIfAborted();
        if (options.format === 'json' || options.format === 'ndjson') {
          await writeText(context.stdout, [`${JSON.stringify({ error: errorOutput(error) })}\n`], context.signal);
          context.reportFailure();
        } else {
          throw error;
        }
      }
    });
}

async function runQuery(query: string | undefined, options: Options, context: CommandContext): Promise<void> {
  const { language, now = Date.now(), batch = false } = options;
  const { QueryRunner } = await import('../../engine/query/queryRunner');
  await withExistingArchive(options.archive, async (archive) => {
    const runner = new QueryRunner(archive);
    const { param: parameters } = options;
    const timeRange = timeRangeOf(options);
    const queryOptions: QueryOptions = {
      ...{ language, now, parameters, timeRange },
      files: queryFilesOf(options),
      signal: context.signal,
    };
    try {
      if (!batch) {
        const text = query === undefined || query === '-' ? await readAll(context.stdin) : query;
        await writeResults(await runner.run(text, queryOptions), options.format, context);
      } else if (query === undefined || query === '-') {
        await answerBatch(runner, queryOptions, context);
      } else {
        throw new EngineError({ kind: 'query', message: 'With --batch, queries come from standard input alone.' });
      }
    } finally {
      runner.close();
    }
  });
}

/** All times that a datetime can have. */
const allTimes: ContentWindow = {
  start: Date.parse('0001-01-01T00:00:00Z'),
  end: Date.parse('9999-12-31T23:59:59.999Z'),
};

function timeRangeOf({ since, until }: Options): ContentWindow | undefined {
  return since === undefined && until === undefined
    ? undefined
    : { start: since ?? allTimes.start, end: until ?? allTimes.end };
}

async function writeResults(
  results: readonly StatementResult[],
  format: ResultFormatName,
  { stdout, stderr, signal }: CommandContext,
): Promise<void> {
  const told = new Progress(stderr);
  let separator = '';
  for (const result of results) {
    if (format === 'table' || format === 'csv') {
      await writeText(stdout, [separator], signal);
      separator = format === 'csv' ? '\r\n' : '\n';
    }
    await writeText(stdout, resultFormats[format](result), signal);
    for (const note of result.statement.notes ?? []) {
      told.tell(note);
    }
    await result.dispose();
  }
}
