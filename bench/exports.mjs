// Measures the change-marked exports, from two files to a whole attachment, beside pandoc and
// LibreOffice, which convert one version and compare nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runTimed } from './comparing.mjs';

/** @param pairs drafts by size, as the bench makes them; `folder` is where the files are written */
export async function measureExports(pairs, folder) {
  console.log(
    'Exports: the whole process. Keeling compares two versions and marks the changes; the others convert the new one\n',
  );
  console.log('| draft | from, to | tool | seconds | processor | peak MB |');
  console.log(`| ${Array(6).fill('---').join(' | ')} |`);
  const here = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
  const [pandoc, office] = ['pandoc', 'soffice'].map(here);
  for (const { name, oldFile, newFile } of pairs) {
    const file = (tool, ending) => join(folder, `${name}.${tool}.${ending}`);
    const ours = (ending) => [
      `two texts, ${ending}`,
      'Keeling',
      process.execPath,
      [resolve('dist/cli.js'), 'compare', oldFile, newFile, '--output', file('keeling', ending)],
    ];
    const theirs = (ending) => [
      `text, ${ending}`,
      'pandoc',
      'pandoc',
      ['-f', 'commonmark+pipe_tables', '-s', '--metadata', 'title=Draft', '-o', file('pandoc', ending), newFile],
    ];
    const printed = (source) => [
      `${source.endsWith('html') ? 'html' : 'docx'} of ${source.includes('.keeling.') ? 'Keeling' : 'pandoc'}, pdf`,
      'LibreOffice',
      'soffice',
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'office')).href}`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        source,
      ],
    ];
    const rows = [
      ours('docx'),
      ours('pdf'),
      ours('html'),
      ...(pandoc ? [theirs('docx'), theirs('html')] : []),
      ...(office ? [printed(file('keeling', 'docx')), ...(pandoc ? [printed(file('pandoc', 'docx'))] : [])] : []),
    ];
    for (const [task, tool, program, args] of rows) {
      const { seconds, processor, memory, failed } = await runTimed(program, args, tool === 'Keeling');
      console.log(
        `| ${[name, task, tool, failed ?? seconds.toFixed(1), failed ? '' : processor, failed ? '' : memory].join(' | ')} |`,
      );
    }
    for (const ending of ['docx', 'pdf', 'html'])
      if (!existsSync(file('keeling', ending))) throw new Error(`Keeling wrote no ${ending} of ${name}`);
  }
  for (const [program, found] of [
    ['pandoc', pandoc],
    ['LibreOffice', office],
  ])
    if (!found) console.log(`\n${program} was not run: not installed.`);
  console.log('');
}
