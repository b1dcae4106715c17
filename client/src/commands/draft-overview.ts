import { OVERVIEW_REQUEST, type OverviewParams, type OverviewResult } from '../../../server/src/protocol.js';
import { showFault } from '../faults.js';
import type { Server } from '../server.js';
import { chooseProject, type LastInFront, showNewDocument } from './active-document.js';

/**
 * Drafts the overview of the project's changes and opens it as a new, unsaved Markdown document.
 */
export async function openOverview(server: Server, last: LastInFront): Promise<void> {
  const uri = await chooseProject(last);
  if (uri === undefined) return;
  try {
    const params: OverviewParams = { uri: uri.toString() };
    await showNewDocument((await server.request<OverviewResult>(OVERVIEW_REQUEST, params)).markdown);
  } catch (error) {
    showFault(error);
  }
}
