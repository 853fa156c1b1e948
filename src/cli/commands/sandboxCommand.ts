import { once } from 'node:events';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { ContentType } from '../../core/api/contentType';
import { faultNames } from '../../sandbox/server/faultSettings';
import type { SandboxOptions } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/sandbox';
import type { CommandContext } from '../commandContext';
import { parseContentTypes, parseGuid, parseNumber, parseTime } from '../optionParsers';

interface Options {
  readonly port?: number;
  readonly tenant?: string;
  readonly records?: string;
  readonly seed?: number;
  readonly token?: string;
  readonly appId?: string;
  readonly now?: number;
  readonly pageSize?: number;
  readonly requestsPerMinute?: number;
  readonly throttleStatus?: '403' | '429';
  readonly subscribed?: readonly ContentType[];
  readonly tenantState?: NonNullable<SandboxOptions['tenantState']>;
  readonly startIntervalMs?: number;
  readonly allowHttpWebhooks?: true;
  readonly singleQuotedErrors?: true;
  readonly fault?: Readonly<Record<string, number>>;
}

export function addSandboxCommand(program: Command, context: CommandContext): void {
  program
    .command('sandbox')
    .description(
      'Run the demo tenant: the Management Activity API on loopback. Prints {"apiRoot","tenantId","token"} when ready.',
    )
    .option('--port <port>', 'port on 127.0.0.1; a free one if absent', parseNumber)
    .option('--tenant <guid>', 'id of the tenant', parseGuid)
    .option('--records <file>', 'NDJSON file whose records are served in place of generated ones')
    .option('--seed <number>', 'another seed gives other records', parseNumber)
    .option('--token <token>', 'bearer token of an app with every permission; random if absent')
    .option('--app-id <guid>', 'the app that the token stands for', parseGuid)
    .option('--now <time>', 'when the clock of the service begins, in UTC', parseTime)
    .option('--page-size <number>', 'items of a listing page', parseNumber)
    .option('--requests-per-minute <number>', 'quota; AF429 beyond it', parseNumber)
    .addOption(new Option('--throttle-status <status>', 'status of AF429').choices(['403', '429']))
    .option('--subscribed <type>', 'content type that is subscribed from the start; may be repeated', parseContentTypes)
    .addOption(
      new Option('--tenant-state <state>', 'what is wrong with the tenant').choices([
        'ready',
        'misconfigured',
        'auditingOff',
      ]),
    )
    .option('--start-interval-ms <ms>', 'how long a subscription may not be started again', parseNumber)
    .option('--allow-http-webhooks', 'let a webhook be http:// on loopback')
    .option('--single-quoted-errors', 'send error bodies with single quotes')
    .option(
      '--fault <name=rate>',
      `share of requests that go wrong: ${faultNames.join(', ')}; also seed, most, slowMs, redirectStatus, dateSkewMs; may be repeated`,
      parseFault,
    )
    .action(async (options: Options) => {
      const sandbox = await startSandbox(sandboxOptions(options));
      try {
        const { apiRoot, tenantId, token } = sandbox;
        context.stdout.write(`${JSON.stringify({ apiRoot, tenantId, token })}\n`);
        if (!context.signal.aborted) {
          await once(context.signal, 'abort');
        }
      } finally {
        await sandbox.close();
      }
    });
}

/** Options that are absent are left out, so that the demo tenant's own defaults hold. */
function sandboxOptions({ tenant, records, now, throttleStatus, subscribed, fault, ...same }: Options): SandboxOptions {
  const started = Date.now();
  return {
    ...same,
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(records === undefined ? {} : { recordsFile: records }),
    ...(now === undefined ? {} : { now: () => now + Date.now() - started }),
    ...(throttleStatus === undefined ? {} : { throttleStatus: throttleStatus === '403' ? 403 : 429 }),
    ...(subscribed === undefined ? {} : { subscribed: [...subscribed] }),
    ...(fault === undefined ? {} : { faults: fault }),
  };
}

function parseFault(text: string, previous: Readonly<Record<string, number>> = {}): Readonly<Record<string, number>> {
  const [name, rate] = text.split('=');
  if (name === undefined || rate === undefined) {
    throw new InvalidArgumentError('Give a name and a number, as serverError=0.1.');
  }
  return { ...previous, [name]: parseNumber(rate) };
}
