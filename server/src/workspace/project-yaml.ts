import { type Node, visit, type YAMLParseError } from 'yaml';
import { messageOf } from '../failure.js';
import { parseYaml } from '../model/parse-yaml.js';
import type { Span } from '../model/text.js';
import { spanOfNode } from './project-values.js';

/** A longer file is not read: it is no project file. */
const MOST_CHARACTERS = 1_000_000;
const BEGINNING: Span = { start: 0, end: 1 };

/**
 * The content of a project file; null if it is empty, or if it cannot be read for the reasons
 * given.
 */
export interface ReadYaml {
  readonly node: Node | null;
  readonly problems: readonly { readonly message: string; readonly span: Span }[];
}

/**
 * Reads YAML from anyone: with a limit on its length and depth, and without aliases. Never throws.
 */
export function readYaml(text: string): ReadYaml {
  if (text.length > MOST_CHARACTERS)
    return failReading('keeling.yaml is longer than a million characters: it names documents, it does not hold them.');
  try {
    const document = parseYaml(text);
    const problems = document.errors.map((error) => {
      const [start, end] = error.pos;
      return {
        message: `keeling.yaml is not valid YAML: ${explainYaml(error)}`,
        span: spanWithin(text, start, end),
      };
    });
    if (problems.length > 0) return { node: null, problems };
    visit(document, {
      Alias: (_, node) => {
        const message = `“*${node.source}” stands for another entry: write the words out, keeling.yaml has no such shortcuts.`;
        problems.push({ message, span: spanOfNode(node) });
      },
    });
    return { node: problems.length === 0 ? document.contents : null, problems };
  } catch (error) {
    return failReading(
      error instanceof RangeError
        ? 'keeling.yaml is nested too deeply to be read.'
        : `keeling.yaml cannot be read: ${messageOf(error)}`,
    );
  }
}

/** A span that stands in a text: what is missing at its end is told at its last character. */
export function spanWithin(text: string, from: number, to: number): Span {
  const start = Math.max(0, Math.min(from, text.length - 1));
  return { start, end: Math.min(text.length, Math.max(to, start + 1)) };
}

function failReading(message: string): ReadYaml {
  return { node: null, problems: [{ message, span: BEGINNING }] };
}

/** The message of the YAML library, without what is meant for programmers. */
function explainYaml({ code, message }: YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return 'a line “---” begins a second document in it; take the line out.';
  return /call stack/i.test(message) ? 'it is nested too deeply.' : message;
}
