import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Taken } from './docx-text.js';

export function isInstalled(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 60_000 }).status === 0;
}

/** The text of a Word file as pandoc reads it. */
export function pandocText(file: Uint8Array, taken: Taken): string {
  const args = [
    '--from=docx',
    '--to=plain',
    '--wrap=none',
    `--track-changes=${taken === 'accepted' ? 'accept' : 'reject'}`,
  ];
  return execFileSync('pandoc', args, { input: file, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60_000 });
}

/** A Python that can speak to LibreOffice, or null. */
export function officePython(): string | null {
  if (!isInstalled('soffice', '--version')) return null;
  return ['/usr/bin/python3', 'python3', 'python'].find((python) => isInstalled(python, '-c', 'import uno')) ?? null;
}

/** Opens each file in LibreOffice, accepts or rejects all changes, and gives its text. */
export function officeTexts(
  python: string,
  files: readonly { readonly bytes: Uint8Array; readonly taken: Taken }[],
): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'keeling-office-'));
  try {
    const jobs = files.map(({ bytes, taken }, index) => {
      const source = join(folder, `${index}.docx`);
      writeFileSync(source, bytes);
      const command = taken === 'accepted' ? '.uno:AcceptAllTrackedChanges' : '.uno:RejectAllTrackedChanges';
      return [pathToFileURL(source).href, pathToFileURL(join(folder, `${index}.txt`)).href, command];
    });
    const script = join(folder, 'office.py');
    writeFileSync(script, SCRIPT);
    execFileSync(python, [script, pathToFileURL(join(folder, 'profile')).href, JSON.stringify(jobs)], {
      stdio: 'pipe',
      timeout: 120_000,
    });
    return files.map((_, index) => readFileSync(join(folder, `${index}.txt`), 'utf8').replace(/^\ufeff/, ''));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const SCRIPT = `
import json, subprocess, sys, time, uuid
import uno
from com.sun.star.beans import PropertyValue

profile, jobs = sys.argv[1], json.loads(sys.argv[2])
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

try:
    create = context.ServiceManager.createInstanceWithContext
    desktop = create('com.sun.star.frame.Desktop', context)
    dispatcher = create('com.sun.star.frame.DispatchHelper', context)
    for source, target, command in jobs:
        document = desktop.loadComponentFromURL(source, '_blank', 0, (value('Hidden', True),))
        dispatcher.executeDispatch(document.CurrentController.Frame, command, '', 0, ())
        document.storeToURL(target, (value('FilterName', 'Text (encoded)'), value('FilterOptions', 'UTF8,LF,,,')))
        document.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass
    office.wait(20)
finally:
    office.kill()
`;
