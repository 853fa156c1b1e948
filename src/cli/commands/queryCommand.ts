import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Option } from 'commander';
import { EngineError } from '../../core/protocol/engineError';
import type { QueryLanguage } from '../../core/protocol/engineProtocol';
import type { QueryOptions } from '../../engine/query/queryRunner';
import { answerBatch } from '../batch';
import type { CommandContext } from '../commandContext';
import { parseTime } from '../optionParsers';
import { errorOutput } from '../output/errorText';
import type { ResultFormatName } from '../output/resultFormats';
import { resultFormats } from '../output/resultFormats';
import { writeText } from '../output/writeText';
import { withExistingArchive } from '../withArchive';

interface Options {
  readonly archive: string;
  readonly language: QueryLanguage;
  readonly format: ResultFormatName;
  readonly now?: number;
  readonly batch?: true;
}

export function addQueryCommand(program: Command, context: CommandContext): void {
  program
    .command('query')
    .description('Query the archive.')
    .requiredOption('--archive <folder>', 'folder of the archive')
    .addOption(
      new Option('--language <language>', 'language of the query').choices(['kql', 'powershell']).default('kql'),
    )
    .addOption(
      new Option('--format <format>', 'how to write the results').choices(Object.keys(resultFormats)).default('table'),
    )
    .option('--now <time>', 'what now() and ago() mean, in UTC; the time of the run if absent', parseTime)
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
    const queryOptions: QueryOptions = { language, now, signal: context.signal };
    if (batch) {
      if (query !== undefined && query !== '-') {
        throw new EngineError({ kind: 'query', message: 'With --batch, queries come from standard input alone.' });
      }
      await answerBatch(runner, queryOptions, context);
      return;
    }
    const text = query === undefined || query === '-' ? await readAll(context.stdin) : query;
    let separator = '';
    for (const result of await runner.run(text, queryOptions)) {
      if (options.format === 'table' || options.format === 'csv') {
        await writeText(context.stdout, [separator], context.signal);
        separator = options.format === 'csv' ? '\r\n' : '\n';
      }
      await writeText(context.stdout, resultFormats[options.format](result), context.signal);
      await result.dispose();
    }
  });
}
