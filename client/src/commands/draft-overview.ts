import { OVERVIEW_REQUEST, type OverviewParams, type OverviewResult } from '../../../server/src/protocol.js';
import type { Server } from '../server.js';
import { activeDocumentUri, showFault, showNewDocument } from './active-document.js';

/** Opens the overview of the project's drafting changes, drafted from the comparisons, as a new, unsaved Markdown document. */
export async function openOverview(server: Server): Promise<void> {
  const uri = activeDocumentUri();
  if (uri === undefined) return;
  try {
    const params: OverviewParams = { uri: uri.toString() };
    await showNewDocument((await server.request<OverviewResult>(OVERVIEW_REQUEST, params)).markdown);
  } catch (error) {
    showFault(error);
  }
}
