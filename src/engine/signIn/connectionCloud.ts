import type { Cloud, CloudChoice } from '../../core/api/cloud';
import { InvalidCloudError, resolveCloud } from '../../core/api/cloud';
import { EngineError } from '../../core/protocol/engineError';

/** @throws EngineError where the settings name no cloud */
export function resolveConnectionCloud(choice: CloudChoice): Cloud {
  try {
    return resolveCloud(choice);
  } catch (error) {
    throw error instanceof InvalidCloudError ? invalidConnection(error.message) : error;
  }
}

/** @param message what is wrong with the connection */
export function invalidConnection(message: string): EngineError {
  return new EngineError({
    kind: 'api',
    code: 'InvalidConnection',
    action: 'editConnection',
    message: `${message} Correct it in the settings.`,
  });
}
