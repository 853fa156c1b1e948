import * as vscode from 'vscode';
import { StepBack, type StepPlace } from './stepWalk';

export interface TextPrompt {
  /** The question, in words. */
  readonly prompt: string;
  /** The text to begin with. */
  readonly value?: string | undefined;
  readonly placeholder?: string | undefined;
  /** Shows dots for what is typed. */
  readonly isSecret?: boolean;
  /** Spaces around the text belong to it, as in a password. */
  readonly keepsSpaces?: boolean;
  /** What is wrong with the text, while the user types; undefined if nothing is. */
  readonly check?: (text: string) => string | undefined;
  /** The same for what takes time: asked when the user has finished, with a sign that work is done. */
  readonly verify?: (text: string, token: vscode.CancellationToken) => Promise<string | undefined>;
}

export interface PickPrompt<Item extends vscode.QuickPickItem> {
  /** The question, in words. */
  readonly prompt: string;
  readonly items: readonly Item[];
  /** The item that Enter takes; the first one where this is absent. */
  readonly active?: Item | undefined;
}

export interface PickManyPrompt<Item extends vscode.QuickPickItem> {
  /** The question, in words. */
  readonly prompt: string;
  readonly items: readonly Item[];
  /** The items that are ticked to begin with. */
  readonly selected?: readonly Item[];
}

/** A question that waits for its answer. */
interface OpenQuestion<T> {
  readonly settle: (answer: T) => void;
  readonly fail: (error: unknown) => void;
  /** Cancelled when the user leaves. */
  readonly token: vscode.CancellationToken;
}

/** Asks the user. Every method throws `StepBack` for the Back button, and `vscode.CancellationError` if the user leaves. */
export class Prompts {
  constructor(private readonly place: StepPlace & { readonly title: string }) {}

  /** A line of text, without the spaces around it where they mean nothing. */
  text({ prompt, value, placeholder, isSecret, keepsSpaces, check, verify }: TextPrompt): Promise<string> {
    const input = vscode.window.createInputBox();
    input.prompt = prompt;
    input.value = value ?? '';
    input.placeholder = placeholder;
    input.password = isSecret ?? false;
    const answerOf = (text: string): string => (keepsSpaces === true ? text : text.trim());
    return this.show(input, ({ settle, fail, token }) => {
      const accept = async (): Promise<void> => {
        const text = answerOf(input.value);
        let problem = check?.(text);
        if (problem === undefined && verify !== undefined) {
          problem = await whileBusy(input, () => verify(text, token));
        }
        input.validationMessage = problem;
        if (problem === undefined) {
          settle(text);
        }
      };
      return [
        input.onDidChangeValue((text) => {
          input.validationMessage = check?.(answerOf(text));
        }),
        input.onDidAccept(() => {
          accept().catch(fail);
        }),
      ];
    });
  }

  /** One of several items. */
  pick<Item extends vscode.QuickPickItem>({ prompt, items, active }: PickPrompt<Item>): Promise<Item> {
    const input = vscode.window.createQuickPick<Item>();
    input.placeholder = prompt;
    input.items = items;
    input.activeItems = active === undefined ? [] : [active];
    input.matchOnDescription = true;
    return this.show(input, ({ settle }) => [
      input.onDidAccept(() => {
        const [chosen] = input.selectedItems;
        if (chosen !== undefined) {
          settle(chosen);
        }
      }),
    ]);
  }

  /** One or more items. */
  pickMany<Item extends vscode.QuickPickItem>(options: PickManyPrompt<Item>): Promise<readonly Item[]> {
    const input = vscode.window.createQuickPick<Item>();
    input.placeholder = options.prompt;
    input.items = options.items;
    input.canSelectMany = true;
    input.selectedItems = options.selected ?? [];
    return this.show(input, ({ settle }) => [
      input.onDidAccept(() => {
        if (input.selectedItems.length > 0) {
          settle(input.selectedItems);
        }
      }),
    ]);
  }

  private async show<T>(
    input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
    listen: (question: OpenQuestion<T>) => readonly vscode.Disposable[],
  ): Promise<T> {
    const leaving = new vscode.CancellationTokenSource();
    const listeners: vscode.Disposable[] = [];
    try {
      return await new Promise<T>((resolve, reject) => {
        Object.assign(input, this.place, { ignoreFocusOut: true });
        input.buttons = this.place.step > 1 ? [vscode.QuickInputButtons.Back] : [];
        listeners.push(
          ...listen({ settle: resolve, fail: reject, token: leaving.token }),
          input.onDidTriggerButton((button) => {
            if (button === vscode.QuickInputButtons.Back) {
              reject(new StepBack());
            }
          }),
          input.onDidHide(() => {
            reject(new vscode.CancellationError());
          }),
        );
        input.show();
      });
    } finally {
      leaving.cancel();
      leaving.dispose();
      for (const listener of listeners) {
        listener.dispose();
      }
      input.dispose();
    }
  }
}

async function whileBusy<T>(input: vscode.QuickInput, work: () => Promise<T>): Promise<T> {
  input.busy = true;
  input.enabled = false;
  try {
    return await work();
  } finally {
    input.enabled = true;
    input.busy = false;
  }
}
