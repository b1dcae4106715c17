import * as vscode from 'vscode';

/** What a page may load besides, as sources of a content security policy. */
interface MoreSources {
  readonly styles: string;
  readonly images: string;
}

/**
 * The page of a webview: one script and one style sheet of Keeling's. Nothing else may load or run
 * but what `more` allows.
 */
export function buildPage(
  context: vscode.ExtensionContext,
  webview: vscode.Webview,
  name: string,
  title: string,
  more?: MoreSources,
): string {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const at = (ending: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(context.extensionUri, 'dist', `${name}.${ending}`));
  const styles = [webview.cspSource, more?.styles].filter(Boolean).join(' ');
  const images = more ? `; img-src ${more.images}` : '';
  const policy = `default-src 'none'; style-src ${styles}; script-src 'nonce-${nonce}'${images}`;
  // Undefined where VS Code speaks English, or a language that nobody has put the words into.
  const { bundle } = vscode.l10n;
  return `<!DOCTYPE html>
<html lang="${bundle ? vscode.env.language : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${at('css')}">
<title>${escapeForPage(title)}</title>
</head>
<body data-l10n="${escapeForPage(JSON.stringify(bundle ?? {}))}">
<script nonce="${nonce}" src="${at('js')}"></script>
</body>
</html>`;
}

/** The folders that a webview may load from. */
export function resourceRootsOf(context: vscode.ExtensionContext): readonly vscode.Uri[] {
  return [vscode.Uri.joinPath(context.extensionUri, 'dist')];
}

function escapeForPage(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
