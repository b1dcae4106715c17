import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient/node';
import {
  type EditOrRefusal,
  type PlaceRange,
  RESTORE_REQUEST,
  type RestoreParams,
  type ShownChangeKind,
} from '../../../server/src/protocol.js';
import type { KnownComparisons } from '../comparisons.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { applyAnswer } from './apply-answer.js';

/**
 * Gives what changed its words in force: what the cursor or the selection is in, or the changes in
 * some places of a draft.
 * @param chosen the places; those of a kind alone where it is given
 */
export async function restoreWords(
  server: Server,
  comparisons: KnownComparisons,
  chosen?: { readonly uri: vscode.Uri; readonly ranges: readonly PlaceRange[]; readonly kind?: ShownChangeKind },
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = chosen?.uri ?? editor?.document.uri;
  const ranges =
    chosen?.ranges ?? editor?.selections.map(({ start, end }) => ({ start: toPlace(start), end: toPlace(end) }));
  if (!uri || !ranges) return;
  try {
    const params: RestoreParams = { uri: uri.toString(), ranges, ...(chosen?.kind ? { kind: chosen.kind } : {}) };
    const result = await server.request<EditOrRefusal<WorkspaceEdit>>(RESTORE_REQUEST, params);
    if (await applyAnswer(server, result)) comparisons.refresh();
  } catch (error) {
    showFault(error);
  }
}

function toPlace({ line, character }: vscode.Position): PlaceRange['start'] {
  return { line, character };
}
