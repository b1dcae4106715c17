// node scripts/own-signs.mjs: writes server/src/analysis/text/own-signs.ts, the signs that the fonts of a PDF
// have. Run it after an update of the fonts or of the typesetter; a test says when that is due. The fonts
// that the typesetter brings stand as they are within its binary.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { ownTarget, typesetterFor } from './typesetter.mjs';

const OUT = join('server', 'src', 'analysis', 'text', 'own-signs.ts');

/** The bytes of the upright font of each family that a PDF is set in, those of the typesetter included. */
export async function readOwnFonts() {
  const { resolve } = createRequire(import.meta.url);
  const folders = ['arimo', 'noto-naskh-arabic'].map((name) =>
    dirname(resolve(`@expo-google-fonts/${name}/package.json`)),
  );
  const files = folders.flatMap((folder) =>
    readdirSync(join(folder, '400Regular'))
      .filter((name) => name.endsWith('.ttf'))
      .map((name) => readFileSync(join(folder, '400Regular', name))),
  );
  return [...files, ...findFontsWithin(readFileSync(await typesetterFor(ownTarget())))].filter(isUpright);
}

/** The fonts that stand in a program, each from the start of its list of tables to the end of the last. */
function findFontsWithin(program) {
  const found = [];
  for (const start of ['\x00\x01\x00\x00\x00', 'OTTO\x00'])
    for (let at = program.indexOf(start, 0, 'latin1'); at >= 0; at = program.indexOf(start, at + 1, 'latin1')) {
      const count = program.readUInt16BE(at + 4);
      if (count < 5 || count > 48 || at + 12 + 16 * count > program.length) continue;
      const tables = Array.from({ length: count }, (_, each) => at + 12 + 16 * each).map((record) => ({
        tag: program.toString('latin1', record, record + 4),
        end: program.readUInt32BE(record + 8) + program.readUInt32BE(record + 12),
      }));
      const end = at + Math.max(...tables.map((table) => table.end));
      const isFont = tables.every(({ tag }) => /^[ -~]{4}$/.test(tag)) && tables.some(({ tag }) => tag === 'cmap');
      if (isFont && end <= program.length) found.push(program.subarray(at, end));
    }
  return found;
}

/** Whether a font is upright and of the usual weight: what only others have cannot be set everywhere. */
function isUpright(bytes) {
  for (let record = 12; record < 12 + 16 * bytes.readUInt16BE(4); record += 16) {
    if (bytes.toString('latin1', record, record + 4) !== 'OS/2') continue;
    const table = bytes.readUInt32BE(record + 8);
    return bytes.readUInt16BE(table + 4) === 400 && (bytes.readUInt16BE(table + 62) & 1) === 0;
  }
  return false;
}

/** The text of the module: a family a line, each with its runs of signs as steps in base 36. */
export function writeOwnSigns(families) {
  const lines = [...families].map(([name, ranges]) => {
    const steps = Array.from(ranges, (point, at) => (point - (ranges[at - 1] ?? 0)).toString(36));
    return `  '${name}':\n    '${steps.join(' ')}',`;
  });
  return `/**
 * The signs of the fonts that a PDF is set in, by family: the first and the last of each run, each as its
 * distance from the one before, in base 36. Written by \`scripts/own-signs.mjs\`.
 */
export const OWN_SIGNS: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`;
}

if (process.argv[1]?.endsWith('own-signs.mjs')) {
  const outfile = join('out', 'fonts.cjs');
  buildSync({ entryPoints: ['server/src/analysis/text/fonts.ts'], bundle: true, platform: 'node', outfile });
  const { readFonts, joinSigns } = createRequire(import.meta.url)(join('..', outfile));
  const families = new Map();
  for (const bytes of await readOwnFonts())
    for (const { family, signs } of readFonts(bytes) ?? [])
      families.set(family, families.has(family) ? joinSigns(families.get(family), signs) : signs);
  writeFileSync(OUT, writeOwnSigns(families));
  execFileSync('npx', ['biome', 'check', '--write', OUT], { stdio: 'inherit' });
}
