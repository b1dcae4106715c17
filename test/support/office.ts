import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Taken } from './docx-text.js';

export function isInstalled(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

/**
 * The text of a Word file as pandoc reads it, but for two things that are pandoc's own: it tells the description of a table as a caption,
 * and puts a space where paragraphs were joined, before a comma too.
 */
export function pandocText(file: Uint8Array, taken: Taken): string {
  const args = [
    '--from=docx',
    '--to=plain',
    '--wrap=none',
    `--track-changes=${taken === 'accepted' ? 'accept' : 'reject'}`,
  ];
  const text = execFileSync('pandoc', args, { input: file, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60_000 });
  return text.replace(/^ *: .*$/gm, '').replace(/ (?=[,;.])/g, '');
}

let python: string | null | undefined;

/** A Python that can speak to LibreOffice, or null. */
export function officePython(): string | null {
  if (python === undefined)
    python = isInstalled('soffice', '--version')
      ? (['/usr/bin/python3', 'python3', 'python'].find((each) => isInstalled(each, '-c', 'import uno')) ?? null)
      : null;
  return python;
}

/** Words for a cell: the number of its table from 0, its name ("B2"), the words, and whether they go behind what stands there or in its place. */
export type CellEntry = readonly [table: number, cell: string, words: string, way: 'behind' | 'instead'];

/**
 * What LibreOffice does with a file: gives its text with all changes accepted or rejected, or writes it as a Word file of its own, its cells
 * filled in before.
 */
export interface OfficeJob {
  readonly bytes: Uint8Array;
  readonly way: Taken | 'resaved';
  readonly cells?: readonly CellEntry[];
  /** What a reviewer does to it with tracking on. */
  readonly review?: OfficeReview;
}

export interface OfficeReview {
  readonly author: string;
  /** Words, each where it first stands, and what takes their place. */
  readonly edits: readonly (readonly [words: string, instead: string])[];
  /** Words, each where it first stands, and what is said of them. */
  readonly comments: readonly (readonly [words: string, comment: string])[];
}

/** The texts of files as LibreOffice reads them, footnotes last, a line each. */
export function officeTexts(
  python: string,
  jobs: readonly { readonly bytes: Uint8Array; readonly taken: Taken }[],
): string[] {
  return officeResults(
    python,
    jobs.map(({ bytes, taken }) => ({ bytes, way: taken })),
  ).map((result) => new TextDecoder().decode(result).replace(/^\ufeff/, ''));
}

/** Does all jobs in one start of LibreOffice, which takes longer than most jobs. */
export function officeResults(python: string, jobs: readonly OfficeJob[]): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), 'keeling-office-'));
  try {
    const orders = jobs.map(({ bytes, way, cells = [], review = null }, index) => {
      const source = join(folder, `${index}.docx`);
      writeFileSync(source, bytes);
      return [
        pathToFileURL(source).href,
        join(folder, `${index}.result`),
        pathToFileURL(join(folder, `${index}.result`)).href,
        way,
        cells,
        review,
      ];
    });
    const script = join(folder, 'office.py');
    const list = join(folder, 'orders.json');
    writeFileSync(script, SCRIPT);
    writeFileSync(list, JSON.stringify(orders));
    execFileSync(python, [script, pathToFileURL(join(folder, 'profile')).href, list], {
      stdio: 'pipe',
      timeout: 60_000 + jobs.length * 10_000,
    });
    return jobs.map((_, index) => readFileSync(join(folder, `${index}.result`)));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const SCRIPT = `
import json, subprocess, sys, time, uuid
import uno
from com.sun.star.beans import PropertyValue

profile = sys.argv[1]
with open(sys.argv[2]) as file:
    jobs = json.load(file)
pipe = 'keeling' + uuid.uuid4().hex[:8]
office = subprocess.Popen(['soffice', '-env:UserInstallation=' + profile, '--headless', '--norestore', '--accept=pipe,name=' + pipe + ';urp;'])
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext('com.sun.star.bridge.UnoUrlResolver', local)
context = None
for _ in range(300):
    try:
        context = resolver.resolve('uno:pipe,name=' + pipe + ';urp;StarOffice.ComponentContext')
        break
    except Exception:
        time.sleep(0.2)

def value(name, content):
    pair = PropertyValue()
    pair.Name, pair.Value = name, content
    return pair

def find(document, words):
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    return document.findFirst(search)

COMMANDS = {'accepted': '.uno:AcceptAllTrackedChanges', 'rejected': '.uno:RejectAllTrackedChanges'}

try:
    create = context.ServiceManager.createInstanceWithContext
    desktop = create('com.sun.star.frame.Desktop', context)
    dispatcher = create('com.sun.star.frame.DispatchHelper', context)
    for source, path, target, way, cells, review in jobs:
        document = desktop.loadComponentFromURL(source, '_blank', 0, (value('Hidden', True),))
        if cells:
            parts = document.Text.createEnumeration()
            tables = []
            while parts.hasMoreElements():
                part = parts.nextElement()
                if part.supportsService('com.sun.star.text.TextTable'):
                    tables.append(part)
            for table, name, words, place in cells:
                cell = tables[table].getCellByName(name)
                if place == 'instead':
                    cell.setString('')
                for number, line in enumerate(words.split('\\n')):
                    cursor = cell.createTextCursor()
                    cursor.gotoEnd(False)
                    if number:
                        cell.insertControlCharacter(cursor, 0, False)
                    cell.insertString(cursor, line, False)
        if review:
            document.RecordChanges = True
            for words, instead in review['edits']:
                found = find(document, words)
                found.setString(instead)
            document.RecordChanges = False
            for words, said in review['comments']:
                found = find(document, words)
                note = document.createInstance('com.sun.star.text.textfield.Annotation')
                note.Author, note.Content = review['author'], said
                document.Text.insertTextContent(found, note, True)
        if way == 'resaved':
            document.storeToURL(target, (value('FilterName', 'MS Word 2007 XML'),))
        else:
            dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[way], '', 0, ())
            document.storeToURL(target, (value('FilterName', 'Text (encoded)'), value('FilterOptions', 'UTF8,LF,,,')))
            notes = document.getFootnotes()
            with open(path, 'a', encoding='utf-8') as file:
                for index in range(notes.getCount()):
                    file.write('\\n[note ' + notes.getByIndex(index).getString() + ']')
        document.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass
    office.wait(20)
finally:
    office.kill()
`;
