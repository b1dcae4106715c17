/** What VS Code gives the script of a webview. */
interface EditorApi {
  postMessage(message: object): void;
  /** What `setState` kept last, in this session or the one before. */
  getState(): object | undefined;
  setState(state: object): void;
}

declare function acquireVsCodeApi(): EditorApi;

export const editor = acquireVsCodeApi();

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
