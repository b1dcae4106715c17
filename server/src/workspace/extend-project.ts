import { isMap, isSeq, parseDocument } from 'yaml';

/** A document that a project file shall name. */
export interface AddedDocument {
  readonly id: string;
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly version: string | null;
  /** The path of its version in force; none where it is left out. */
  readonly inForce?: string | null;
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
  let list = document.get('documents');
  if (!isSeq(list)) {
    if (list != null) throw new Error('In keeling.yaml, “documents” must be a list.');
    list = document.createNode([]);
    document.set('documents', list);
  }
  if (!isSeq(list)) return text;
  const known = list.items.map((item) => (isMap(item) ? [item.get('path'), item.get('id')] : []));
  const ids = new Set(known.map(([, id]) => String(id)));
  for (const { id, path, version, inForce = null } of added) {
    if (known.some(([at]) => at === path)) continue;
    let own = id;
    for (let count = 2; ids.has(own); count++) own = `${id} (${count})`;
    ids.add(own);
    const entry = {
      id: own,
      path,
      ...(version !== null && { version }),
      ...(inForce !== null && { baseline: inForce }),
    };
    list.add(document.createNode(entry));
  }
  return document.toString({ lineWidth: 0 });
}
