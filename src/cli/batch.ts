import { z } from 'zod';
import { EngineError } from '../core/protocol/engineError';
import { byteLines } from '../core/text/byteLines';
import type { QueryOptions, QueryRunner, StatementResult } from '../engine/query/queryRunner';
import type { CommandContext } from './commandContext';
import { errorOutput } from './output/errorText';
import { jsonMembers } from './output/resultFormats';
import { writeText } from './output/writeText';

const batchLine = z.object({
  id: z.json(),
  query: z.string(),
  language: z.enum(['kql', 'powershell']).optional(),
});

/** Answers the queries on standard input, one a line and in order: `{"id","query","language"?}`. */
export async function answerBatch(runner: QueryRunner, options: QueryOptions, context: CommandContext): Promise<void> {
  // Not by `node:readline`, which ends lines at U+2028 as well: JSON strings may hold it.
  for await (const bytes of byteLines(context.stdin)) {
    const line = new TextDecoder().decode(bytes);
    if (line.trim() !== '') {
      await answerLine(line, runner, options, context);
    }
  }
  context.signal.throwIfAborted();
}

async function answerLine(
  line: string,
  runner: QueryRunner,
  options: QueryOptions,
  { stdout, signal }: CommandContext,
): Promise<void> {
  let id: unknown = null;
  try {
    const request = readLine(line);
    id = request.id;
    const results = await runner.run(request.query, { ...options, language: request.language ?? options.language });
    await writeText(stdout, answer(id, results), signal);
    await Promise.all(results.map((result) => result.dispose()));
  } catch (error) {
    signal.throwIfAborted();
    await writeText(stdout, [`${JSON.stringify({ id, error: errorOutput(error) })}\n`], signal);
  }
}

function readLine(line: string): z.infer<typeof batchLine> {
  try {
    return batchLine.parse(JSON.parse(line));
  } catch (error) {
    throw new EngineError(
      { kind: 'query', code: 'invalidRequest', message: 'The line is not {"id","query","language"?}.' },
      { cause: error },
    );
  }
}

/** `{"id","columns","rows"}`, or `{"id","results":[{"columns","rows"},…]}` where the query has not one result but more, or none. */
async function* answer(id: unknown, results: readonly StatementResult[]): AsyncGenerator<string> {
  yield `{"id":${JSON.stringify(id)},`;
  const [first] = results;
  if (first !== undefined && results.length === 1) {
    yield* jsonMembers(first);
  } else {
    yield '"results":[';
    for (const [index, result] of results.entries()) {
      yield index === 0 ? '{' : ',{';
      yield* jsonMembers(result);
      yield '}';
    }
    yield ']';
  }
  yield '}\n';
}
