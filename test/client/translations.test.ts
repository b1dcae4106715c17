import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { sourceFilesIn } from '../support/expressions.js';
import { findShownWords, readShownWords } from '../support/shown-words.js';

const BUNDLE = 'l10n/bundle.l10n.json';

describe('words that the client shows', () => {
  const files = sourceFilesIn('client');
  const read = files.map((file) => ({ file, ...readShownWords(file) }));

  it('all go through l10n', () => {
    assert.deepEqual(
      read.flatMap(({ file, others }) => others.map((words) => `${file}: ${words}`)),
      [],
    );
    assert.ok(read.flatMap(({ messages }) => messages).length > 200);
  });

  it('stand in the bundle, and nothing else does; UPDATE=1 writes it', () => {
    const messages = [...new Set(read.flatMap((each) => each.messages))].sort();
    const made = Object.fromEntries(messages.map((message) => [message, message]));
    if (process.env.UPDATE) writeFileSync(BUNDLE, `${JSON.stringify(made, null, 2)}\n`);
    assert.deepEqual(JSON.parse(readFileSync(BUNDLE, 'utf8')), made, 'run UPDATE=1 npm test -- translations');
  });

  it('have their signs in order: {0}, {1}', () => {
    const wrong = read.flatMap(({ messages }) =>
      messages.filter((message) => {
        const signs = new Set([...message.matchAll(/\{(\d)\}/g)].map(([, index]) => Number(index)));
        return [...signs].sort().some((sign, index) => sign !== index);
      }),
    );
    assert.deepEqual(wrong, []);
  });
});

describe('the reader of shown words', () => {
  const CASES: readonly (readonly [code: string, others: readonly string[]])[] = [
    ["window.showInformationMessage(l10n.t('Open a draft first.'))", []],
    ["window.showInformationMessage('Open a draft first.')", ['Open a draft first.']],
    [`window.showErrorMessage(\`Keeling: \${reason} failed\`)`, ['Keeling: ', ' failed']],
    ["window.showQuickPick([{ label: isOne ? 'one' : 'two' }], { placeHolder: 'which' })", ['one', 'two', 'which']],
    ["const open = 'Open';", ['Open']],
    ["const title = 'New Consultation';", ['New Consultation']],
    ["item.tooltip = 'changes'", ['changes']],
    ["new TreeItem(name || 'text')", ['text']],
    ["throw new Error('gone')", ['gone']],
    ["makeElement('p', { class: 'status' }, 'nothing')", ['nothing']],
    ["makeElement('ul', { 'aria-label': 'days' })", ['days']],
    ["window.withProgress({ location, title: 'exporting' }, act)", ['exporting']],
    [`bar.text = [\`\${count} errors\`].join(', '); bar.tooltip = [\`\${count} errors\`, 'now']`, [' errors', 'now']],
    ['vscode.l10n.t(words)', ['words']],
    ["vscode.l10n.t(isOne ? 'one' : 'two')", ["isOne ? 'one' : 'two'"]],
    ["l10n.t('{0} of {1}', 'the first part', 2)", ['the first part']],
    ["if (key === 'Enter' || name.startsWith('Arrow')) executeCommand('Keeling Test')", []],
    ["createTreeView('keeling.changes', { treeDataProvider })", []],
    ["const name = 'Keeling'; const SMALL_DRAFTS = 'The Panel shall meet.';", []],
  ];
  for (const [code, others] of CASES)
    it(code, () => {
      assert.deepEqual(findShownWords(code).others, others);
    });
});

describe('words of the manifest', () => {
  const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
  const words: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key = '']) => key);

  it('each have a key, and each key has words', () => {
    assert.deepEqual(
      used.filter((key) => words[key] === undefined),
      [],
    );
    assert.deepEqual(
      Object.keys(words).filter((key) => !used.includes(key)),
      [],
    );
    assert.deepEqual(
      used.filter((key, index) => used.indexOf(key) !== index),
      [],
    );
  });

  it('stand in package.nls.json, but for the name and what npm shows as well', () => {
    const { contributes, capabilities } = JSON.parse(readFileSync('package.json', 'utf8'));
    assert.deepEqual(listManifestWords({ contributes, capabilities }), []);
  });
});

/** Words of a manifest that stand in it themselves. */
function listManifestWords(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    const isShown =
      /^(?:title|label|name|contextualTitle|category|shortTitle|contents|altText|.*[dD]escriptions?|errorMessage|deprecationMessage|.*ItemLabels?)$/;
    return isShown.test(key) && !/^%[^%]+%$/.test(value) && value !== 'Keeling' ? [`${key}: ${value}`] : [];
  }
  if (Array.isArray(value)) return value.flatMap((each) => listManifestWords(each, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => listManifestWords(each, name));
}
