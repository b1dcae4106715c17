import { type Document, isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml';

/** A document that a project file shall name. */
export interface AddedDocument {
  readonly id: string;
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly version: string | null;
  /** The path of its version in force; none where it is left out. */
  readonly inForce?: string | null;
  /** The version of that, where the project file is to say it. */
  readonly inForceVersion?: string | null;
  /** Whether it becomes an attachment: clean and, against a version in force, marked. */
  readonly isAttached?: boolean;
}

/**
 * The text of a project file that names some more documents; what it says already stays as it is.
 * @param text the project file as it is; '' for none
 * @throws Error where it cannot be read
 */
export function addDocuments(text: string, added: readonly AddedDocument[]): string {
  const read = parseDocument(text);
  // A file of remarks alone has no entries yet.
  const document = read.contents === null && read.errors.length === 0 ? parseDocument(`${text}\n{}`) : read;
  const [fault] = document.errors;
  if (fault) throw new Error(`keeling.yaml is not valid YAML: ${fault.message.split('\n')[0]}`);
  if (!isMap(document.contents)) throw new Error('keeling.yaml must be entries such as “documents:”.');
  document.contents.flow = false;
  const list = listIn(document, 'documents');
  const known = list.items.map((item) => (isMap(item) ? [item.get('path'), item.get('id')] : []));
  const ids = new Set(known.map(([, id]) => String(id)));
  for (const { id, path, version, inForce = null, inForceVersion = null, isAttached = false } of added) {
    if (known.some(([at]) => at === path)) continue;
    let own = id;
    for (let count = 2; ids.has(own); count++) own = `${id} (${count})`;
    ids.add(own);
    const entry = {
      id: own,
      path,
      ...(version !== null && { version }),
      ...(inForce !== null && {
        baseline: inForceVersion === null ? inForce : { path: inForce, version: inForceVersion },
      }),
    };
    list.add(document.createNode(entry));
    if (isAttached) addAttachments(document, inForce === null ? { clean: own } : { clean: own, marked: own });
  }
  return document.toString({ lineWidth: 0 });
}

/** A list of the project file; it is made if there is none. */
function listIn(document: Document, key: string): YAMLSeq {
  const known = document.get(key);
  if (isSeq(known)) return known;
  if (known != null) throw new Error(`In keeling.yaml, “${key}” must be a list.`);
  const made = document.createNode([]);
  document.set(key, made);
  return made;
}

/** Lists attachments after those that are there, with the numbers that follow. */
function addAttachments(document: Document, attached: Readonly<Record<string, string>>): void {
  const list = listIn(document, 'attachments');
  const numbers = list.items.map((item) => (isMap(item) ? Number(item.get('number')) : 0));
  let number = Math.max(0, ...numbers.filter(Number.isSafeInteger));
  for (const [content, id] of Object.entries(attached)) {
    number++;
    const entry = document.createNode({ number, [content]: id });
    entry.flow = true;
    list.add(entry);
  }
}
