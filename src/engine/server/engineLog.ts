import type { EngineNotifications } from '../../core/protocol/engineProtocol';

type LogMessage = EngineNotifications['m365Audit/log'];

/** The host's log. What goes in holds no tokens and nothing of records. */
export class EngineLog {
  constructor(private readonly send: (message: LogMessage) => void) {}

  error(message: string): void {
    this.send({ level: 'error', message });
  }

  warn(message: string): void {
    this.send({ level: 'warn', message });
  }

  info(message: string): void {
    this.send({ level: 'info', message });
  }

  debug(message: string): void {
    this.send({ level: 'debug', message });
  }
}
