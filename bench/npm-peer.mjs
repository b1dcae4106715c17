// Runs one comparison by an npm package, in its own process, so that its time and memory can be
// measured. node npm-peer.mjs PACKAGE_FOLDER NAME OLD NEW: the result goes to standard output, for
// peers.mjs to read.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, name, oldPath, newPath] = process.argv.slice(2);
const need = createRequire(join(folder, 'package.json'));
const bytes = [readFileSync(oldPath), readFileSync(newPath)];
const text = (side) => bytes[side].toString('utf8');
const print = (segments) => process.stdout.write(JSON.stringify(segments));

const RUN = {
  'jsdiff words': () => print(need('diff').diffWords(text(0), text(1)).map(segmentOf)),
  'jsdiff lines, then words': () => print([...linesThenWords(need('diff'), text(0), text(1))]),
  'diff-match-patch, words': () => print(byWords(need('diff-match-patch'), text(0), text(1))),
  'htmldiff-js': () => process.stdout.write(need('htmldiff-js').default.execute(asHtml(text(0)), asHtml(text(1)))),
  Docxodus: async () => {
    // Its start-up messages would go to standard output.
    console.log = console.info = console.debug = console.warn = () => {};
    const { initialize, docxDiffCompare } = await import(
      pathToFileURL(join(folder, 'node_modules/docxodus/dist/core.js')).href
    );
    await initialize();
    process.stdout.write(await docxDiffCompare(...bytes));
  },
};

await RUN[name]();

function segmentOf({ added, removed, value }) {
  return [added ? '+' : removed ? '-' : '=', value];
}

/** Replaced runs of lines are compared word by word, as editors do. */
function* linesThenWords({ diffLines, diffWords }, oldText, newText) {
  const changes = diffLines(oldText, newText);
  for (let i = 0; i < changes.length; i++) {
    const next = changes[i + 1];
    if (changes[i].removed && next?.added) {
      yield* diffWords(changes[i].value, next.value).map(segmentOf);
      i++;
    } else yield segmentOf(changes[i]);
  }
}

/** The way to compare words from the manual: each word becomes a character. */
function byWords({ diff_match_patch: Differ }, oldText, newText) {
  const words = [''];
  const codes = new Map();
  const encoded = (whole) =>
    whole
      .split(/(\s+)/)
      .map((word) => {
        if (!codes.has(word)) codes.set(word, words.push(word) - 1);
        return String.fromCharCode(codes.get(word));
      })
      .join('');
  const differ = new Differ();
  differ.Diff_Timeout = 0;
  const diffs = differ.diff_main(encoded(oldText), encoded(newText), false);
  if (words.length > 0xd800) throw new Error('more words than there are characters to stand for them');
  return diffs.map(([op, chars]) => ['-=+'[op + 1], [...chars].map((char) => words[char.charCodeAt(0)]).join('')]);
}

function asHtml(markdown) {
  const escaped = markdown.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return escaped
    .split(/\n{2,}/)
    .map((block) => `<p>${block}</p>`)
    .join('\n');
}
