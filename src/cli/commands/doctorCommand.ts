import type { Command } from 'commander';
import { Option } from 'commander';
import { reportText } from '../../core/doctor/reportText';
import type { ConnectionReport } from '../../core/protocol/doctorProtocol';
import { ManagementApiClient } from '../../engine/api/managementApiClient';
import { checkConnection } from '../../engine/doctor/checkConnection';
import type { DoctorServices } from '../../engine/doctor/doctorServices';
import { doctorRetryPolicy } from '../../engine/doctor/doctorServices';
import { resolveConnectionCloud } from '../../engine/signIn/connectionCloud';
import { createGetFeedToken } from '../../engine/signIn/feedToken';
import type { CommandContext } from '../commandContext';
import type { ConnectionOptions, ResolvedConnection } from '../connectionOptions';
import { addConnectionOptions, resolveConnectionOptions } from '../connectionOptions';
import { readCredential } from '../credential';
import { writeText } from '../output/writeText';
import { withExistingArchive } from '../withArchive';

interface DoctorOptions extends ConnectionOptions {
  readonly archive?: string;
  readonly format: 'text' | 'json';
}

export function addDoctorCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('doctor')
    .description('Find out what holds of a connection and what does not. The exit code is 1 if a check failed.');
  addConnectionOptions(command)
    .option('--archive <folder>', 'say what is not in this archive and about to expire')
    .addOption(new Option('--format <format>', 'how to write it').choices(['text', 'json']).default('text'))
    .action((options: DoctorOptions) => runDoctor(options, context));
}

async function runDoctor(options: DoctorOptions, context: CommandContext): Promise<void> {
  const { stdout, signal, reportFailure } = context;
  const resolved = await resolveConnectionOptions(options, context);
  const services = doctorServices(resolved, options, context);
  const report = await check(resolved, services, options, signal).finally(() => resolved.quota.close());
  await writeText(stdout, [options.format === 'json' ? `${JSON.stringify(report)}\n` : reportText(report)], signal);
  if (report.checks.some(({ status }) => status === 'failed')) {
    reportFailure();
  }
}

function check(
  { connection }: ResolvedConnection,
  services: DoctorServices,
  { archive: folder }: DoctorOptions,
  signal: AbortSignal,
): Promise<ConnectionReport> {
  return folder === undefined
    ? checkConnection(connection, services, signal)
    : withExistingArchive(folder, (archive) =>
        checkConnection(connection, { ...services, openArchive: () => Promise.resolve(archive) }, signal),
      );
}

function doctorServices(
  { connection, tokens, network, quota }: ResolvedConnection,
  options: ConnectionOptions,
  context: CommandContext,
): DoctorServices {
  return {
    network,
    openAccess: () => {
      const client = new ManagementApiClient({
        origin: resolveConnectionCloud(connection).apiOrigin,
        tenantId: connection.tenantId,
        publisherIdentifier: connection.publisherIdentifier,
        getToken: createGetFeedToken(tokens, connection),
        createDispatcher: network.createDispatcher,
        quota,
        retry: doctorRetryPolicy,
      });
      return Promise.resolve({ client, health: client.health });
    },
    getToken: (signal) =>
      tokens.get(connection, resolveConnectionCloud(connection).resource, { refresh: false, signal }),
    readCredential: () => readCredential(options, context),
    ...(options.tokenEnv === undefined ? {} : { givenTokenName: 'token of the environment' }),
  };
}
