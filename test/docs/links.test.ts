import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { COMMANDS } from '../../server/src/cli/help.js';

const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...pagesIn('docs'),
  ...pagesIn('docs/checks'),
];

/** The pages that name files of the code. */
const PAGES_OF_PATHS = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/how-to-add.md'];
/** A path from the top, or from server/src; CODE stands for the code of a check. */
const PATH =
  /`((?:server|client|test|scripts|bench|docs|model|analysis|workspace|compare|rules|export|office|consultation|features|lsp|cli|node)\/[\w./-]*)`/g;
/** A request of the Language Server Protocol, which looks like a path. */
const NO_PATHS = ['workspace/diagnostic'];

/** Whether a file declares or imports a name; a parameter or a word in a comment does not count. */
function declares(text: string, name: string): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*/gm, '');
  return (
    new RegExp(`\\b(?:function\\*?|const|class|interface|type) ${name}\\b`).test(code) ||
    new RegExp(`^import [^;]*\\b${name}\\b`, 'm').test(code) ||
    new RegExp(`^ +(?:[a-z]+ )*${name}(?:<[^(]*>)?\\(`, 'm').test(code)
  );
}

describe('the pages', () => {
  it('link only to files and headings that are there', () => {
    const broken = PAGES.flatMap((page) =>
      linksIn(read(page))
        .filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  it('show only pictures with words for those who cannot see them', () => {
    for (const page of PAGES) assert.doesNotMatch(read(page), /!\[\s*\]/, page);
  });

  it('name only files of the code that are there', () => {
    const missing = PAGES_OF_PATHS.flatMap((page) =>
      [...read(page).matchAll(PATH)]
        .map(([, path = '']) => path)
        .filter((path) => !path.includes('CODE') && !NO_PATHS.includes(path))
        .filter((path) => !existsSync(path) && !existsSync(join('server', 'src', path)))
        .map((path) => `${page}: ${path}`),
    );
    assert.deepEqual(missing, []);
  });

  it('name, beside a file of the code, only names that it declares or imports', () => {
    const page = 'docs/how-to-add.md';
    const missing = read(page)
      .split(/\n(?=[|\n]|\d\. )/)
      .flatMap((part) => {
        const code = [...part.matchAll(PATH)].map(([, path = '']) =>
          existsSync(path) && statSync(path).isFile() ? read(path) : '',
        );
        if (code.join('') === '') return [];
        return [...part.matchAll(/`([A-Za-z]{4,})`/g)]
          .map(([, name = '']) => name)
          .filter((name) => !code.some((text) => declares(text, name)));
      });
    assert.deepEqual(missing, []);
  });
});

describe('the documentation', () => {
  const page = read('docs/command-line.md');

  it('lists every command in the README and on its page', () => {
    for (const name of Object.keys(COMMANDS)) {
      assert.ok(read('README.md').includes(`\`keeling ${name}`), `README.md: ${name}`);
      assert.ok(page.includes(`\`keeling ${name} `), `docs/command-line.md: ${name}`);
    }
  });

  for (const [name, { usage }] of Object.entries(COMMANDS))
    it(`explains every option of keeling ${name}`, () => {
      const missing = [...usage.matchAll(/--[a-z-]+/g)]
        .map(([option]) => option)
        .filter((option) => !page.includes(option));
      assert.deepEqual(missing, []);
    });

  it('lists every command of the command palette in the guide', () => {
    const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
    const { contributes } = JSON.parse(read('package.json')) as {
      contributes: {
        commands: { command: string; title: string }[];
        menus: { commandPalette?: { command: string; when?: string }[] };
      };
    };
    const hidden = new Set(
      contributes.menus.commandPalette?.filter(({ when }) => when === 'false').map(({ command }) => command),
    );
    const guide = read('docs/guide.md');
    const missing = contributes.commands
      .filter(({ command }) => !hidden.has(command))
      .map(({ title }) => words[title.slice(1, -1)] ?? title)
      .filter((title) => !guide.includes(`Keeling: ${title} `));
    assert.deepEqual(missing, []);
  });
});

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

function pagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

/** The targets of the links and pictures of a page; code is left out. */
function linksIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(target)) return false;
  return (
    anchor === undefined ||
    [...read(target).matchAll(/^#+ (.+)$/gm)].some(([, title = '']) => anchorOf(title) === anchor)
  );
}

/** The anchor that a heading gets where Markdown is shown on the web. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
