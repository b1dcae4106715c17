/**
 * Texts of a kind, one file a kind in `test/fixtures/kinds/`: variants that differ in style, layout and words, and look-alikes that
 * must not be taken for the kind.
 *
 *     === sections in bold
 *     scheme: act
 *     **1.** See section ⟦9⟧.
 *     --- outline
 *     Section 1
 *
 *     === look-alike: years
 *     In 1984 the mill stood still.
 *
 * `⟦…⟧` stands around what an error or a warning underlines; there are no others. A line right behind the name can say
 *
 * - `scheme: ID`: the scheme that the text is read by;
 * - `units: …`: the units that the project adds, as its project file has them;
 * - `also: CODE CODE`: checks that may speak here and are not looked at.
 *
 * After the text come, in any number, `--- outline` with its provisions, `--- in force` with the version before it, `--- changes` with
 * what a comparison says, and `--- renumbered` with the text once its gaps are closed, or "refused".
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const KINDS = join('test', 'fixtures', 'kinds');

export interface KindCase {
  readonly name: string;
  readonly isLookAlike: boolean;
  readonly options: Readonly<Record<string, string>>;
  /** With marks. */
  readonly text: string;
  /** By name, without marks. */
  readonly sections: Readonly<Record<string, string>>;
}

const OPTION = /^(scheme|units|also): (.*)$/;
const SECTION = /^--- (outline|in force|changes|renumbered)$/;

/** The cases of each kind, by the name of the kind. */
export function readKinds(): ReadonlyMap<string, readonly KindCase[]> {
  const files = readdirSync(KINDS).sort();
  return new Map(files.map((file) => [file.replace('.txt', ''), readCases(readFileSync(join(KINDS, file), 'utf8'))]));
}

function readCases(text: string): KindCase[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...lines] = part.trimEnd().split('\n');
      const options: Record<string, string> = {};
      for (let found = OPTION.exec(lines[0] ?? ''); found; found = OPTION.exec(lines[0] ?? '')) {
        options[found[1]!] = found[2]!;
        lines.shift();
      }
      const parts: Record<string, string[]> = { text: [] };
      let current = parts.text!;
      for (const line of lines) {
        const section = SECTION.exec(line)?.[1];
        if (section === undefined) current.push(line);
        else current = parts[section] = [];
      }
      const sections = Object.fromEntries(Object.entries(parts).map(([key, own]) => [key, own.join('\n').trimEnd()]));
      return { name, isLookAlike: name.startsWith('look-alike: '), options, text: `${sections.text}\n`, sections };
    });
}
