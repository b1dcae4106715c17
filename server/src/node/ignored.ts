import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The rules of the `.gitignore` files from the top of a repository down to a folder. */
export type IgnoreRules = readonly { readonly folder: string; readonly matcher: Ignore }[];

/**
 * The rules that apply in a folder because of the folders above it, up to the top of its git
 * repository.
 */
export async function readRulesAbove(folder: string): Promise<IgnoreRules> {
  const above: string[] = [];
  for (let each = folder; ; each = dirname(each)) {
    if (await isOnDisk(join(each, '.git'))) break;
    // Outside a repository only the folder's own rules apply.
    if (dirname(each) === each) return [];
    above.unshift(dirname(each));
  }
  let rules: IgnoreRules = [];
  for (const each of above) rules = await addRulesOf(each, rules);
  // If the user names an ignored folder, they mean what is in it.
  return isIgnored(rules, folder, true) ? [] : rules;
}

/** The rules that apply in a folder: those from above and those of its own `.gitignore`. */
export async function addRulesOf(folder: string, above: IgnoreRules): Promise<IgnoreRules> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => null);
  if (text === null) return above;
  return [
    ...above,
    {
      folder,
      matcher: ignore({ ignorecase: process.platform === 'win32' || process.platform === 'darwin' }).add(text),
    },
  ];
}

/** Whether git ignores a file or folder: the innermost rule that matches it decides. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (const { folder, matcher } of rules.toReversed()) {
    const way = relative(folder, path).split(sep).join('/');
    const { ignored, unignored } = matcher.test(isFolder ? `${way}/` : way);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function isOnDisk(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
