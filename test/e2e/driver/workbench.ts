import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { CodeEditor } from './codeEditor.ts';
import { Dialog } from './dialog.ts';
import { NotebookEditor } from './notebookEditor.ts';
import { effectMs, repeatUntil } from './repeatUntil.ts';
import { QuickInput } from './quickInput.ts';
import { TextEditor } from './textEditor.ts';
import { Tree } from './tree.ts';
import { Walkthrough } from './walkthrough.ts';
import { WindowState } from './windowState.ts';

export const outputFolder = path.join(import.meta.dirname, '..', 'output');

/** What a slow machine needs to open a notebook. */
const notebookTimeoutMs = 25_000;

/** VS Code's window, as a person uses it: by what is written and said on the screen. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly dialog: Dialog;
  readonly state: WindowState;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.dialog = new Dialog(page);
    this.state = new WindowState(page);
  }

  async waitUntilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
    await this.page.locator('.monaco-workbench .statusbar').waitFor();
  }

  /** Reloads the window by VS Code's own command, which saves the state first; the browser's button does not. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.waitUntilReady();
  }

  /** Closes the pages that a sign-in opened: a window behind another one is drawn once in a second, and each click takes two. */
  async closeOtherPages(): Promise<void> {
    const others = this.page
      .context()
      .pages()
      .filter((page) => page !== this.page);
    await Promise.all(others.map((page) => page.close()));
    await this.page.bringToFront();
  }

  /** Runs a command by its full title in the palette, such as `M365 Audit: Refresh`. */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  /** Opens a view container by its title in the activity bar. */
  async openView(title: string): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: title });
    await tab.waitFor({ timeout: 60_000 });
    await repeatUntil(
      async () => {
        if ((await tab.getAttribute('aria-selected')) !== 'true') {
          await tab.click({ timeout: effectMs });
        }
      },
      this.page.locator('.sidebar .composite.title', { hasText: title }),
    );
  }

  /** Gives the side bar more room, so that rows show all that they say. */
  async widenSideBar(pixels: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) {
      throw new Error('The side bar is closed.');
    }
    const edge = box.x + box.width;
    await this.page.mouse.move(edge, box.y + box.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(edge + pixels, box.y + box.height / 2, { steps: 5 });
    await this.page.mouse.up();
  }

  async openFile(name: string): Promise<void> {
    await this.quickInput.openFile(name);
  }

  /**
   * Opens a notebook of the workspace in place of all that is open, until its cells are drawn: in the first seconds of a window, VS Code
   * opens one as text.
   */
  async openNotebook(name: string): Promise<void> {
    const drawn = this.notebook.firstCell.or(this.editorError).first();
    await repeatUntil(async () => {
      await this.discardEditors();
      await this.openFile(name);
      await drawn.waitFor({ timeout: notebookTimeoutMs });
    }, drawn);
  }

  /** The tree in the side bar. */
  get tree(): Tree {
    return new Tree(this.page.locator('.sidebar'));
  }

  /** A button of a view's welcome text. */
  welcomeButton(label: string): Locator {
    return this.page.locator('.sidebar .welcome-view-content').getByRole('button', { name: label });
  }

  /** Clicks a button of a view's welcome text, until that has its effect: the text is drawn anew when the extension starts. */
  async clickWelcomeButton(label: string, effect: Locator): Promise<void> {
    const button = this.welcomeButton(label);
    await button.waitFor({ timeout: 60_000 });
    await repeatUntil(async () => {
      if (await button.isVisible()) {
        await button.click({ timeout: effectMs });
      }
    }, effect);
  }

  /** The newest notification that holds the text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  /**
   * Answers the newest notification that holds the text by one of its buttons. It goes from the screen after some seconds, which a slow
   * machine needs to take a picture; then it is in the list of all of them.
   */
  async answerNotification(text: string | RegExp, label: string): Promise<void> {
    const everywhere = this.page.locator('.notifications-toasts, .notifications-center');
    const button = everywhere
      .locator('.notification-list-item', { hasText: text })
      .getByRole('button', { name: label })
      .filter({ visible: true })
      .first();
    await repeatUntil(async () => {
      if (!(await button.isVisible())) {
        await this.runCommand('Notifications: Show Notifications');
      }
    }, button);
    await button.click();
    if (await this.page.locator('.notifications-center').isVisible()) {
      await this.runCommand('Notifications: Hide Notifications');
    }
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar .statusbar-item', { hasText: text }).first();
  }

  /** The number on the icon of a view container. */
  badge(title: string): Locator {
    return this.page.locator('.activitybar').getByRole('tab', { name: title }).locator('.badge-content');
  }

  async chooseTheme(label: string): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.search('Select Color Theme', label);
  }

  /** Closes all editors; what is not saved is lost. */
  async discardEditors(): Promise<void> {
    const tabs = this.#tabs;
    for (let open = await tabs.count(); open > 0; open = await tabs.count()) {
      await this.runCommand('View: Revert and Close Editor');
      await tabs.nth(open - 1).waitFor({ state: 'detached' });
    }
  }

  async closeEditors(): Promise<void> {
    await this.runCommand('View: Close All Editors');
    await this.#tabs.first().waitFor({ state: 'hidden' });
  }

  get #tabs(): Locator {
    return this.page.locator('.editor-group-container .tabs-container').getByRole('tab');
  }

  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
  }

  async readClipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  editorTab(name: string | RegExp): Locator {
    return this.page.locator('.editor-group-container .tabs-container').getByRole('tab', { name }).first();
  }

  get textEditor(): TextEditor {
    return new TextEditor(this.page.locator('.editor-instance'));
  }

  /** The code within a part of the window, such as a notebook. */
  codeEditor(part: string): CodeEditor {
    return new CodeEditor(this.page.locator(part).locator('.monaco-editor').first());
  }

  /** The page of an editor that shows one of its own; only one may be open. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  get walkthrough(): Walkthrough {
    return new Walkthrough(this.page);
  }

  get notebook(): NotebookEditor {
    return new NotebookEditor(this.page);
  }

  /** What the editor area says instead of a document that it could not open. */
  get editorError(): Locator {
    return this.page.locator('.monaco-editor-pane-placeholder');
  }

  /** Saves a picture as `output/<name>.png`, with nothing under the pointer and no animation half done. */
  async screenshot(name: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.locator('.workbench-hover-container').first().waitFor({ state: 'hidden' });
    await this.screenshotAsItIs(name);
  }

  /** Saves a picture with what the pointer brought up. */
  async screenshotAsItIs(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(outputFolder, `${name}.png`), animations: 'disabled' });
  }
}
