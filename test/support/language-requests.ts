/** The requests about a place in a text, without `textDocument/` before them. */
export const POINT_REQUESTS: readonly string[] = [
  'definition',
  'hover',
  'documentHighlight',
  'references',
  'completion',
  'prepareRename',
  'rename',
  'selectionRange',
  'prepareCallHierarchy',
];
/** The requests about a stretch of a text. */
export const RANGE_REQUESTS: readonly string[] = ['codeAction', 'inlayHint', 'rangeFormatting', 'semanticTokens/range'];
/** The requests about a whole text. */
export const FILE_REQUESTS: readonly string[] = [
  'documentSymbol',
  'foldingRange',
  'codeLens',
  'documentLink',
  'formatting',
  'semanticTokens/full',
  'diagnostic',
];
