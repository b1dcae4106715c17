/** What VS Code gives the script of a webview. */
interface EditorApi {
  postMessage(message: object): void;
  /** What `setState` kept last, in this session or the one before. */
  getState(): object | undefined;
  setState(state: object): void;
}

declare function acquireVsCodeApi(): EditorApi;

export const editor = acquireVsCodeApi();

/** Words in the user's language, by the words in English; the extension puts them into the page. */
const bundle: Readonly<Record<string, string>> = JSON.parse(document.body.dataset.l10n ?? '{}');

/** Puts words into the user's language as `vscode.l10n` does: "{0}" stands for the first of `values`. */
export const l10n = {
  t(message: string, ...values: readonly (string | number)[]): string {
    const words = bundle[message] ?? message;
    return words.replace(/\{(\d{1,2})\}/g, (sign, index) => String(values[Number(index)] ?? sign));
  },
};

/** Makes an element with attributes and children. Text stays text: nothing is read as markup. */
export function makeElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Makes a button that calls `act`. */
export function makeButton(
  label: string,
  act: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const made = makeElement('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}
