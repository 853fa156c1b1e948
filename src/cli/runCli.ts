import { Command, CommanderError } from 'commander';
import { ZodError, z } from 'zod';
import type { CommandContext } from './commandContext';
import { addAcknowledgeCommand } from './commands/acknowledgeCommand';
import { addCompactCommand } from './commands/compactCommand';
import { addDeleteCommand } from './commands/deleteCommand';
import { addDoctorCommand } from './commands/doctorCommand';
import { addExportCommand } from './commands/exportCommand';
import { addImportCommand } from './commands/importCommand';
import { addPruneCommand } from './commands/pruneCommand';
import { addQueryCommand } from './commands/queryCommand';
import { addRunCommand } from './commands/runCommand';
import { addSandboxCommand } from './commands/sandboxCommand';
import { addStatusCommand } from './commands/statusCommand';
import { addSyncCommand } from './commands/syncCommand';
import { errorMessage } from './output/errorText';

/** What shells give a program that was interrupted. */
const interruptedExitCode = 130;

/**
 * Runs `m365-audit` with the arguments that follow its name.
 *
 * @returns the exit code
 */
export async function runCli(args: readonly string[], io: Omit<CommandContext, 'reportFailure'>): Promise<number> {
  let exitCode = 0;
  const context: CommandContext = {
    ...io,
    reportFailure: () => {
      exitCode = 1;
    },
  };
  try {
    await createProgram(context).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode;
    }
    if (io.signal.aborted) {
      return interruptedExitCode;
    }
    io.stderr.write(`${error instanceof ZodError ? z.prettifyError(error) : errorMessage(error)}\n`);
    return 1;
  }
}

function createProgram(context: CommandContext): Command {
  const program = new Command('m365-audit')
    .description('Collect, keep and query the audit records of Microsoft 365.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    });
  addSandboxCommand(program, context);
  addSyncCommand(program, context);
  addImportCommand(program, context);
  addExportCommand(program, context);
  addDeleteCommand(program, context);
  addPruneCommand(program, context);
  addQueryCommand(program, context);
  addRunCommand(program, context);
  addStatusCommand(program, context);
  addAcknowledgeCommand(program, context);
  addCompactCommand(program, context);
  addDoctorCommand(program, context);
  return program;
}
