import * as vscode from 'vscode';

/** A question that is answered in words. */
export interface WordsAsked {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  /** What is wrong with an answer, or null. */
  readonly validate?: (value: string) => string | null;
}

/** A question that is answered from a list. */
export interface ChoiceAsked {
  readonly title: string;
  readonly placeHolder: string;
}

/**
 * Questions that are asked one after another. Each takes the place of the one before without closing
 * it: between two boxes VS Code would give the keys back to what was in front, and the pages of the
 * walkthrough keep them.
 */
export class QuestionSeries {
  private shown: vscode.QuickInput | undefined;

  /** Asks questions one after another, and closes the last box when all are answered or the user gives up. */
  static async ask<A>(askAll: (questions: QuestionSeries) => Promise<A>): Promise<A> {
    const questions = new QuestionSeries();
    try {
      return await askAll(questions);
    } finally {
      questions.shown?.dispose();
    }
  }

  /** Asks for words; undefined where the user gives up. */
  askForWords({ title, prompt, value = '', validate }: WordsAsked): Promise<string | undefined> {
    const box = vscode.window.createInputBox();
    Object.assign(box, { title, prompt, value });
    const judge = (): string | null => validate?.(box.value) ?? null;
    box.onDidChangeValue(() => {
      box.validationMessage = judge() ?? undefined;
    });
    return this.show(box, (accept) =>
      box.onDidAccept(() => {
        const problem = judge();
        if (problem === null) accept(box.value);
        else box.validationMessage = problem;
      }),
    );
  }

  /** Asks for one entry of a list; undefined where the user gives up. */
  async choose<T extends vscode.QuickPickItem>(offers: readonly T[], asked: ChoiceAsked): Promise<T | undefined> {
    return (await this.pick(offers, asked, false))?.[0];
  }

  /** Asks which entries of a list are meant, perhaps none; undefined where the user gives up. */
  chooseAny<T extends vscode.QuickPickItem>(
    offers: readonly T[],
    asked: ChoiceAsked,
  ): Promise<readonly T[] | undefined> {
    return this.pick(offers, asked, true);
  }

  private pick<T extends vscode.QuickPickItem>(
    offers: readonly T[],
    { title, placeHolder }: ChoiceAsked,
    canSelectMany: boolean,
  ): Promise<readonly T[] | undefined> {
    const list = vscode.window.createQuickPick<T>();
    Object.assign(list, { title, placeholder: placeHolder, canSelectMany, items: offers });
    if (canSelectMany) list.selectedItems = offers.filter(({ picked }) => picked);
    return this.show(list, (accept) =>
      list.onDidAccept(() => {
        if (canSelectMany || list.selectedItems.length > 0) accept(list.selectedItems);
      }),
    );
  }

  private show<A>(
    input: vscode.QuickInput,
    listen: (accept: (answer: A) => void) => vscode.Disposable,
  ): Promise<A | undefined> {
    input.ignoreFocusOut = true;
    return new Promise((resolve) => {
      listen((answer) => {
        // It stays on show, and takes no more keys, until the next question is there.
        input.enabled = false;
        resolve(answer);
      });
      input.onDidHide(() => resolve(undefined));
      const before = this.shown;
      this.shown = input;
      input.show();
      before?.dispose();
    });
  }
}
