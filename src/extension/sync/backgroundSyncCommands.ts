import * as vscode from 'vscode';
import { contentTypeLabels, contentTypes, type ContentType } from '../../core/api/contentType';
import type { Connection } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import {
  maximumIntervalMinutes,
  minimumIntervalMinutes,
  type BackgroundSyncSetting,
} from '../connections/upkeepSettings';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { askInSteps, type Step } from '../quickInput/multiStepInput';
import type { BackgroundConnection, BackgroundSync } from './backgroundSync';
import { backgroundSyncText } from './backgroundSyncText';
import type { ContentSyncs } from './contentSyncs';

/** Context key of the command that turns it off. */
const anyKey = 'm365Audit.hasBackgroundSync';

const offeredMinutes = [5, 15, 30, 60, 4 * 60] as const;
const defaultMinutes = 15;

interface BackgroundDraft {
  /** As it was typed or chosen. */
  readonly minutes: string;
  readonly asksForMinutes: boolean;
  /** Undefined for all that are subscribed to. */
  readonly contentTypes?: readonly ContentType[] | undefined;
  readonly asksForTypes: boolean;
}

export interface BackgroundSyncServices {
  readonly connections: ConnectionStore;
  readonly background: BackgroundSync;
  readonly syncs: ContentSyncs;
  readonly errors: ErrorPresenter;
}

/** Commands that turn the background sync on and off, and tell how it is. */
export class BackgroundSyncCommands extends Disposable {
  constructor(private readonly services: BackgroundSyncServices) {
    super();
    const { errors, background } = services;
    const commands: Readonly<Record<string, (target?: ConnectionTarget) => Promise<void>>> = {
      'm365Audit.turnOnBackgroundSync': (target) => errors.guard({ ...target }, () => this.turnOn(target)),
      'm365Audit.turnOffBackgroundSync': (target) => errors.guard({ ...target }, () => this.turnOff(target)),
      'm365Audit.showBackgroundSync': () => errors.guard({}, () => this.show()),
    };
    for (const [id, handler] of Object.entries(commands)) {
      this.register(vscode.commands.registerCommand(id, handler));
    }
    this.register(
      background.onDidChange(() => {
        const isOn = background.connectionsInPlan.length > 0;
        void vscode.commands.executeCommand('setContext', anyKey, isOn);
      }),
    );
  }

  private async turnOn(target?: ConnectionTarget): Promise<void> {
    const { connections } = this.services;
    const connection = await pickConnection(connections, target);
    if (connection === undefined) {
      return;
    }
    const upkeep = connections.upkeepOf(connection);
    const draft = await askInSteps(
      vscode.l10n.t('Background Sync of {0}', connection.name),
      [minutesStep(), typedMinutesStep(), scopeStep(), typesStep()],
      toDraft(upkeep.backgroundSync),
    );
    if (draft !== undefined) {
      await connections.updateUpkeep(connection, { ...upkeep, backgroundSync: toSetting(draft) });
    }
  }

  private async turnOff(target?: ConnectionTarget): Promise<void> {
    const { connections } = this.services;
    const connection = target === undefined ? await this.pickPlanned() : target.connection;
    if (connection !== undefined) {
      const { retention } = connections.upkeepOf(connection);
      await connections.updateUpkeep(connection, retention === undefined ? {} : { retention });
    }
  }

  private async pickPlanned(): Promise<Connection | undefined> {
    const planned = this.services.background.connectionsInPlan;
    const [first, ...others] = planned;
    if (others.length === 0) {
      return first?.connection;
    }
    const chosen = await vscode.window.showQuickPick(planned.map(toItem), {
      placeHolder: vscode.l10n.t('Turn off the background sync of which connection?'),
    });
    return chosen?.connection;
  }

  /** Of one that failed the reason is told, with what helps; any other is synced now. */
  private async show(): Promise<void> {
    const planned = this.services.background.connectionsInPlan;
    if (planned.length === 0) {
      await this.turnOn();
      return;
    }
    const chosen = await vscode.window.showQuickPick(planned.map(toItem), {
      title: vscode.l10n.t('Background Sync'),
      placeHolder: vscode.l10n.t('Choose a connection to sync it now, or to see why it failed'),
    });
    const { connection, error } = chosen ?? {};
    if (connection === undefined) {
      return;
    }
    const syncNow = (): Promise<void> => this.services.syncs.run([{ connection }]);
    await (error === undefined
      ? syncNow()
      : this.services.errors.show(new EngineError(error), { connection, retry: syncNow }));
  }
}

function toItem(planned: BackgroundConnection): vscode.QuickPickItem & {
  readonly connection: Connection;
  readonly error: NonNullable<BackgroundConnection['state']>['error'];
} {
  const { connection, state } = planned;
  return {
    label: connection.name,
    detail: backgroundSyncText(planned, vscode.env.language),
    connection,
    error: state?.state === 'failed' ? state.error : undefined,
  };
}

function toDraft(setting: BackgroundSyncSetting | undefined): BackgroundDraft {
  return {
    minutes: String(setting?.intervalMinutes ?? defaultMinutes),
    asksForMinutes: false,
    contentTypes: setting?.contentTypes,
    asksForTypes: setting?.contentTypes !== undefined,
  };
}

function toSetting({ minutes, contentTypes: types, asksForTypes }: BackgroundDraft): BackgroundSyncSetting {
  return {
    intervalMinutes: Number(minutes),
    ...(asksForTypes && types !== undefined ? { contentTypes: types } : {}),
  };
}

function minutesStep(): Step<BackgroundDraft> {
  return {
    ask: async (prompts, draft) => {
      const format = new Intl.NumberFormat(vscode.env.language, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
      const items = [
        ...offeredMinutes.map((minutes) => ({ label: format.format(minutes), minutes: String(minutes) })),
        { label: vscode.l10n.t('Another Interval…'), minutes: undefined },
      ];
      const { minutes } = await prompts.pick({
        prompt: vscode.l10n.t('How often, while VS Code is open?'),
        items,
        active: items.find((item) => item.minutes === draft.minutes),
      });
      return minutes === undefined ? { ...draft, asksForMinutes: true } : { ...draft, minutes, asksForMinutes: false };
    },
  };
}

function typedMinutesStep(): Step<BackgroundDraft> {
  return {
    isAsked: ({ asksForMinutes }) => asksForMinutes,
    ask: async (prompts, draft) => ({
      ...draft,
      minutes: await prompts.text({
        prompt: vscode.l10n.t('Minutes between two syncs'),
        value: draft.minutes,
        check: (text) =>
          /^\d+$/.test(text) && Number(text) >= minimumIntervalMinutes && Number(text) <= maximumIntervalMinutes
            ? undefined
            : vscode.l10n.t('Give minutes, from {0} to {1}.', minimumIntervalMinutes, maximumIntervalMinutes),
      }),
    }),
  };
}

function scopeStep(): Step<BackgroundDraft> {
  return {
    ask: async (prompts, draft) => {
      const items = [
        { label: vscode.l10n.t('All That Are Subscribed To'), asksForTypes: false },
        { label: vscode.l10n.t('Choose…'), asksForTypes: true },
      ];
      const { asksForTypes } = await prompts.pick({
        prompt: vscode.l10n.t('Which content types?'),
        items,
        active: items.find((item) => item.asksForTypes === draft.asksForTypes),
      });
      return { ...draft, asksForTypes };
    },
  };
}

function typesStep(): Step<BackgroundDraft> {
  return {
    isAsked: ({ asksForTypes }) => asksForTypes,
    ask: async (prompts, draft) => {
      const items = contentTypes.map((contentType) => ({
        label: contentTypeLabels[contentType],
        description: contentType,
        contentType,
      }));
      const chosen = await prompts.pickMany({
        prompt: vscode.l10n.t('The content types to sync'),
        items,
        selected: items.filter(({ contentType }) => draft.contentTypes?.includes(contentType)),
      });
      return { ...draft, contentTypes: chosen.map(({ contentType }) => contentType) };
    },
  };
}
