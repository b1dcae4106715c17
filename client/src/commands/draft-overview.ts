import * as vscode from 'vscode';
import { OVERVIEW_REQUEST, type OverviewParams, type OverviewResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import type { Proposals } from '../views/proposals.js';
import { chooseProject, type LastInFront, showNewDocument } from './active-document.js';

/**
 * Drafts the overview of the project's changes, and shows the consultation document beside what it
 * would be with it. Where it has no place there, it is opened as a new, unsaved Markdown document.
 */
export async function openOverview(server: Server, last: LastInFront, proposals: Proposals): Promise<void> {
  const uri = await chooseProject(last);
  if (uri === undefined) return;
  try {
    const params: OverviewParams = { uri: uri.toString() };
    const { markdown, into } = await server.request<OverviewResult>(OVERVIEW_REQUEST, params);
    if (!into) {
      await showNewDocument(markdown);
      return;
    }
    const title = vscode.l10n.t('Overview of Drafting Changes: as it is, and as drafted');
    await proposals.show(vscode.Uri.parse(into.uri), into.range, into.text, title);
  } catch (error) {
    showFault(error);
  }
}
