import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** The files of the extension, of the command line, and those that the extension's page shows. */
const NEEDED =
  /^(?:dist\/(?:cli|cli-helper|comparison|extension|live-preview|pdf-thread|reference-map|server|timeline|typesetter|worker)\.js|dist\/cli\/(?:late-html|late-markdown|late-yaml|short-run|start)\.js|dist\/cli\/[\w.-]+-[A-Z0-9]{8}\.js(?:\.LEGAL\.txt)?|dist\/typst\.(?:node|LEGAL\.txt)|dist\/THIRD-PARTY\.txt|dist\/fonts\/(?:Arimo|NotoNaskhArabic)[\w.]+\.(?:ttf|txt)|dist\/(?:comparison|live-preview|reference-map|timeline)\.css|media\/(?:walkthrough\/)?[\w-]+\.(?:svg|png|css)|dist\/[\w-]+\.js\.LEGAL\.txt|(?:l10n|syntaxes|snippets|schemas)\/[\w.-]+\.json|docs\/pictures\/[\w-]+\.png|docs\/(?:checks\/)?[\w.-]+\.md|package(?:\.nls)?\.json|readme\.md|changelog\.md|LICENSE\.txt|\.vsixmanifest)$/;

function filesBelow(folder: string, path = ''): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, inside) : [inside];
  });
}

describe('the installed extension', () => {
  const extension = vscode.extensions.getExtension('keeling.keeling');
  const folder = extension?.extensionPath ?? '';

  it('is the one that was installed from the .vsix', () => {
    assert.match(folder.replaceAll('\\', '/'), /\/extensions\/keeling\.keeling-\d+\.\d+\.\d+(?:-[a-z\d-]+)?$/);
  });

  it('holds what it needs and nothing else', () => {
    const files = filesBelow(folder);
    assert.deepEqual(
      files.filter((file) => !NEEDED.test(file)),
      [],
    );
  });

  it('holds every file that its manifest and its README name', () => {
    const files = filesBelow(folder);
    const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
    const readme = readFileSync(join(folder, 'readme.md'), 'utf8');
    const { main, contributes } = JSON.parse(manifest) as { main: string; contributes: object };
    const named = [
      main,
      ...[...JSON.stringify(contributes).matchAll(/"(\.\/[^"]+)"/g)].map((found) => found[1] as string),
      ...[...readme.matchAll(/!\[[^\]]*\]\((?!https?:)([^)\s]+)/g)].map((found) => found[1] as string),
    ];
    assert.ok(named.length > 4);
    const missing = named.map((path) => path.replace(/^\.\//, '')).filter((path) => !files.includes(path));
    assert.deepEqual(missing, []);
  });
});
