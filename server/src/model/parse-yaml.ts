import { type Document, isScalar, LineCounter, parseDocument, visit, YAMLParseError } from 'yaml';

/**
 * Parses YAML as the library does, with an error for each key that a map holds twice. The library
 * itself compares each key with all others of its map, which takes minutes for a long list.
 */
export function parseYaml(source: string): Document.Parsed {
  const document = parseDocument(source, {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    logLevel: 'error',
    uniqueKeys: false,
  });
  const known = document.errors.length;
  visit(document, {
    Map: (_, map) => {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const [at] = key.range ?? [0];
        if (keys.has(key.value)) document.errors.push(makeRepetitionError(at));
        keys.add(key.value);
      }
    },
  });
  if (document.errors.length > known) document.errors.sort((one, other) => one.pos[0] - other.pos[0]);
  return document;
}

function makeRepetitionError(at: number): YAMLParseError {
  return new YAMLParseError([at, at + 1], 'DUPLICATE_KEY', 'Map keys must be unique');
}
