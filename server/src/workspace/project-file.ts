import type { Problem } from '../model/block.js';
import type { Span } from '../model/text.js';
export interface BaselinePlace { path: string|null; git: string|null; version: string|null; span: Span }
export interface ProjectDocument { id: string; aliases: string[]; path: string; pathSpan: Span; version: string|null; baseline: BaselinePlace|null }
export interface ProjectFile { consultation: {document: string|null; documentSpan: Span}|null; documents: ProjectDocument[]; external: {id:string; title:string|null; aliases:string[]; partOf: string|null}[]; checks: Record<string,'error'|'warning'|'information'|'hint'|'off'>; problems: Problem[] }
export function parseProjectFile(_text: string): ProjectFile { return { consultation: null, documents: [], external: [], checks: {}, problems: [] }; }
