import type { Draft } from '../../model/draft.js';
import type { Provision } from '../../model/provision.js';
import type { Options } from '../../node/arguments.js';
import { type Io, UsageError } from '../io.js';
import { readInputDraft } from '../read.js';
import { showOnOneLine } from '../visible.js';

export const OUTLINE_OPTIONS = { format: 'string' } as const;

interface OutlineEntry {
  readonly kind: string;
  readonly label: string;
  readonly number: string | null;
  readonly title: string | null;
  /** 0-based. */
  readonly line: number;
  readonly children: readonly OutlineEntry[];
}

/** Prints the provisions of one draft. */
export async function printOutline(io: Io, paths: readonly string[], options: Options): Promise<number> {
  const [path, more] = paths;
  if (path === undefined || more !== undefined) throw new UsageError('outline takes one file: keeling outline FILE');
  const format = options.format ?? 'text';
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format ${format}: choose text or json`);
  const draft = await readInputDraft(io, path);
  const provisions = listOutlineEntries(draft, draft.roots);
  if (format === 'json') {
    const { document, version } = draft.frontMatter;
    const json = JSON.stringify({ version: 1, document: { id: document, version }, provisions }, null, 2);
    io.bytes(new TextEncoder().encode(`${json}\n`));
  } else io.out(renderEntries(provisions, ''));
  return 0;
}

/** Headings without a number cannot be cited: what they hold takes their place. */
function listOutlineEntries(draft: Draft, provisions: readonly Provision[]): OutlineEntry[] {
  return provisions.flatMap((provision) => {
    const children = listOutlineEntries(draft, provision.children);
    if (provision.kind === 'heading') return children;
    const { unit, label, number, title } = provision;
    return [{ kind: unit, label, number, title, line: draft.positionAt(draft.spanOf(provision).start).line, children }];
  });
}

function renderEntries(list: readonly OutlineEntry[], indent: string): string {
  return list
    .map(
      ({ label, title, line, children }) =>
        `${indent}${showOnOneLine(`${label}${title ? ` – ${title}` : ''}`)}  (line ${line + 1})\n${renderEntries(children, `${indent}  `)}`,
    )
    .join('');
}
