import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sourceFilesIn } from '../support/expressions.js';

interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly categories: readonly string[];
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly icon?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when?: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, object>> };
  };
}

describe('the manifest of the extension', () => {
  const { contributes, categories, activationEvents }: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  const words: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  const source = sourceFilesIn('client/src')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const own = new Set(contributes.commands.map(({ command }) => command));
  const entries = Object.entries(contributes.menus).flatMap(([menu, all]) => all.map((each) => ({ menu, ...each })));

  it('has no command and no view that no test in VS Code presses', () => {
    const tests = sourceFilesIn('test/e2e')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const titleOf = (title: string) => words[title.slice(1, -1)] ?? title;
    const unpressed = contributes.commands.filter(
      ({ command, title }) => !tests.includes(`'${command}'`) && !tests.includes(`${titleOf(title)}`),
    );
    assert.deepEqual(unpressed, []);
    const views = Object.values(contributes.views).flat();
    // The report on an import is opened by its message, and its entries are clicked.
    const unseen = views.filter(({ id }) => id !== 'keeling.importReport' && !tests.includes(`${id}.`));
    assert.deepEqual(unseen, []);
  });

  it('names each command once, under one heading, in title case', () => {
    assert.equal(own.size, contributes.commands.length);
    const small = /^(?:a|an|and|as|at|before|by|for|from|in|into|of|on|one|or|side|since|the|this|to|up|with)$/;
    for (const { command, title, category } of contributes.commands) {
      assert.equal(category, 'Keeling', command);
      const [first = '', ...others] = (words[title.slice(1, -1)] ?? '').split(/[ -]/);
      const wrong = [first, ...others.filter((word) => !small.test(word))].filter((word) => !/^\p{Lu}/u.test(word));
      assert.deepEqual(
        wrong.filter((word) => word !== 'marked' && word !== 'ups'),
        [],
        title,
      );
    }
  });

  it('has icons of VS Code, which fit every theme', () => {
    const wrong = contributes.commands.filter(({ icon }) => icon !== undefined && !/^\$\([a-z-]+\)$/.test(icon));
    assert.deepEqual(wrong, []);
  });

  it('offers in menus only what there is, each entry once', () => {
    const submenus = new Set(contributes.submenus.map(({ id }) => id));
    for (const { menu, command, submenu } of entries) {
      if (submenu !== undefined) assert.ok(submenus.has(submenu), submenu);
      else assert.ok(own.has(command ?? '') || command?.startsWith('workbench.'), `${menu}: ${command}`);
    }
    const keys = entries.map(({ menu, command, submenu, when, group }) =>
      [menu, command, submenu, when, group?.startsWith('inline')].join(' '),
    );
    assert.deepEqual(
      keys.filter((key, index) => keys.indexOf(key) !== index),
      [],
    );
  });

  it('offers every button of an entry in its menu as well, which keys can open', () => {
    const inMenu = contributes.menus['view/item/context'] ?? [];
    const missing = inMenu
      .filter(({ group }) => group?.startsWith('inline'))
      .filter(
        ({ command, when }) =>
          !inMenu.some((each) => each.command === command && each.when === when && !each.group?.startsWith('inline')),
      );
    assert.deepEqual(missing, []);
  });

  it('registers each command, and asks for no state that nothing sets', () => {
    // Commands that a table names are registered from it.
    assert.deepEqual(
      [...own].filter((command) => !source.includes(`'${command}'`)),
      [],
    );
    const conditions = [...entries, ...contributes.keybindings].map(({ when = '' }) => when);
    const asked = new Set(conditions.flatMap((when) => when.match(/(?<![\w.])keeling\.[A-Za-z]+(?![\w.-])/g) ?? []));
    const views = new Set(['keeling.changes', 'keeling.consultation', 'keeling.markUps', 'keeling.importReport']);
    const unset = [...asked].filter(
      (key) => !views.has(key) && key !== 'keeling.comments' && !source.includes(`'${key}'`),
    );
    assert.deepEqual(unset, []);
    const settings = conditions.flatMap((when) => when.match(/config\.keeling\.[\w.]+/g) ?? []);
    assert.deepEqual(
      settings.filter((key) => !Object.hasOwn(contributes.configuration.properties, key.slice('config.'.length))),
      [],
    );
  });

  it('hides from the palette what needs an entry of a view', () => {
    const hidden = new Set(
      contributes.menus.commandPalette?.filter(({ when }) => when === 'false').map(({ command }) => command),
    );
    const needing = [...own].filter((command) => /^keeling\.\w+\.(?!add$)\w+$/.test(command));
    assert.deepEqual(
      needing.filter((command) => !hidden.has(command)),
      [],
    );
  });

  it('has categories of the Marketplace, and starts for every panel that is kept', () => {
    const known = /^(?:Programming Languages|Snippets|Linters|Formatters|Other|SCM Providers|Visualization)$/;
    assert.deepEqual(
      categories.filter((each) => !known.test(each)),
      [],
    );
    for (const [, type = ''] of source.matchAll(/registerWebviewPanelSerializer\((\w+)/g)) {
      const id = new RegExp(`const ${type} = '([^']+)'`).exec(source)?.[1];
      assert.ok(activationEvents.includes(`onWebviewPanel:${id}`), id);
    }
  });
});
