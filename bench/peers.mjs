// The peers of the comparison: how to call each, and how to read its output as [op, text] segments.
// npm packages are in the folder that KEELING_PEERS names (see CONTRIBUTING.md), programs on the
// path.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

const PEERS = resolve(process.env.KEELING_PEERS ?? '.');
const OURS = resolve('.');

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {string | null} absent why it cannot run here; null if it can
 * @property {'md' | 'docx'} [reads] the format of its input
 * @property {(oldFile: string, newFile: string) => [string, string[]]} command
 * @property {(output: Buffer) => string} read the segments, in the form that score.mjs reads
 */

/** @returns {Tool[]} Keeling first */
export function listTools() {
  return [
    {
      name: 'Keeling',
      absent: null,
      command: (oldFile, newFile) => [
        process.execPath,
        [resolve('dist/cli.js'), 'compare', oldFile, newFile, '--format', 'json', '--segments'],
      ],
      read: String,
    },
    {
      name: 'wdiff',
      absent: program('wdiff'),
      command: (oldFile, newFile) => [
        'wdiff',
        ['-w', '\u0001', '-x', '\u0002', '-y', '\u0003', '-z', '\u0004', oldFile, newFile],
      ],
      read: (output) => JSON.stringify([...wdiffSegments(String(output))]),
    },
    {
      name: 'git diff --word-diff',
      absent: program('git'),
      command: (oldFile, newFile) => [
        'git',
        ['diff', '--no-index', '--no-color', '--no-ext-diff', '--word-diff=porcelain', '-U1000000', oldFile, newFile],
      ],
      read: (output) => JSON.stringify([...porcelainSegments(String(output))]),
    },
    npm('jsdiff words', 'diff'),
    npm('jsdiff lines, then words', 'diff'),
    npm('diff-match-patch, words', 'diff-match-patch'),
    { ...npm('htmldiff-js', 'htmldiff-js'), read: (output) => JSON.stringify([...htmlSegments(String(output))]) },
    {
      name: 'pandiff',
      absent: installed('pandiff') ? program('pandoc') : 'not installed',
      command: (oldFile, newFile) => [
        process.execPath,
        [
          join(PEERS, 'node_modules/pandiff/lib/cli.js'),
          '-f',
          'commonmark+pipe_tables',
          '--wrap=none',
          oldFile,
          newFile,
        ],
      ],
      read: (output) => JSON.stringify([...criticSegments(String(output))]),
    },
    {
      ...npm('Docxodus', 'docxodus'),
      absent: installed('docxodus') ? program('pandoc') : 'not installed',
      reads: 'docx',
      read: (output) => JSON.stringify([...wordSegments(output)]),
    },
  ];
}

function npm(name, packageName) {
  const folder = [PEERS, OURS].find((each) => installed(packageName, each));
  return {
    name,
    absent: folder ? null : 'not installed',
    command: (oldFile, newFile) => [
      process.execPath,
      [resolve('bench/npm-peer.mjs'), folder ?? OURS, name, oldFile, newFile],
    ],
    read: String,
  };
}

function installed(packageName, folder = PEERS) {
  return existsSync(join(folder, 'node_modules', packageName, 'package.json'));
}

function program(name) {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0 ? null : `${name} is not installed`;
}

/** The version of an installed tool. */
export function versionOf(name) {
  const packageName = { Keeling: null, pandiff: 'pandiff', Docxodus: 'docxodus', 'htmldiff-js': 'htmldiff-js' }[name];
  const known = packageName ?? (/^jsdiff/.test(name) ? 'diff' : /^diff-match/.test(name) ? 'diff-match-patch' : null);
  if (known) {
    const folder = installed(known) ? PEERS : OURS;
    return createRequire(join(folder, 'package.json'))(join(folder, 'node_modules', known, 'package.json')).version;
  }
  const said = spawnSync(name.split(' ')[0], ['--version'], { encoding: 'utf8' }).stdout;
  return /\d+(?:\.\d+)+/.exec(said ?? '')?.[0] ?? '';
}

function* wdiffSegments(text) {
  for (const [, deleted, inserted, same] of text.matchAll(
    /\u0001([^\u0002]*)\u0002|\u0003([^\u0004]*)\u0004|([^\u0001\u0003]+)/g,
  )) {
    if (same !== undefined) yield ['=', same];
    else yield deleted !== undefined ? ['-', deleted] : ['+', inserted];
  }
}

/** One line for each segment; a line "~" is a line end. */
function* porcelainSegments(text) {
  let within = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('@@')) within = true;
    else if (!within) continue;
    else if (line === '~') yield ['=', '\n'];
    else if (line !== '') yield [{ '-': '-', '+': '+' }[line[0]] ?? '=', line.slice(1)];
  }
}

function* criticSegments(text) {
  const marks = /\{--([\s\S]*?)--\}|\{\+\+([\s\S]*?)\+\+\}|\{~~([\s\S]*?)~>([\s\S]*?)~~\}/g;
  let at = 0;
  for (const found of text.matchAll(marks)) {
    yield ['=', text.slice(at, found.index)];
    const [whole, deleted, inserted, before, after] = found;
    if ((deleted ?? before) !== undefined) yield ['-', deleted ?? before];
    if ((inserted ?? after) !== undefined) yield ['+', inserted ?? after];
    at = found.index + whole.length;
  }
  yield ['=', text.slice(at)];
}

function* htmlSegments(html) {
  let op = '=';
  for (const [, close, tag, text] of html.matchAll(/<(\/?)(\w+)[^>]*>|([^<]+)/g)) {
    if (text !== undefined) yield [op, plainText(text)];
    else if (tag === 'ins' || tag === 'del') op = close ? '=' : tag === 'ins' ? '+' : '-';
    else if (close) yield ['=', '\n'];
  }
}

/** The text of a Word file with its tracked changes. */
function* wordSegments(bytes) {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml']);
  const ops = { ins: '+', del: '-', moveFrom: 'm-', moveTo: 'm+' };
  const open = [];
  const pattern =
    /<w:(ins|del|moveFrom|moveTo)(?: [^>]*[^/>])?>|<\/w:(ins|del|moveFrom|moveTo)>|<w:(?:t|delText)(?: [^>]*)?>([^<]*)<|<w:(?:tab|br)\/>|<\/w:(p)>/g;
  for (const [, opened, closed, text, paragraph] of xml.matchAll(pattern)) {
    if (opened) open.push(ops[opened]);
    else if (closed) open.pop();
    else yield [paragraph ? '=' : (open.at(-1) ?? '='), paragraph ? '\n' : text === undefined ? ' ' : plainText(text)];
  }
}

function plainText(markup) {
  return markup
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&');
}
