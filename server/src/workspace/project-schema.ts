import { OWN_NUMBERINGS } from '../model/schemes/own-units.js';
import {
  type BlockName,
  blockIn,
  type Field,
  fieldsOf,
  MARKINGS,
  SETTINGS,
  STARTS,
  UNMARKED,
} from './project-fields.js';
import { COMPARISON_PAPERS } from './project-file.js';

type Schema = Readonly<Record<string, unknown>>;

/** What stands beside the table in the schema: how the keys of a block go together. */
const COMBINATIONS: Readonly<Partial<Record<BlockName, Schema>>> = {
  milestone: { oneOf: [{ required: ['on'] }, { required: ['after'] }] },
  baseline: { anyOf: [{ required: ['path'] }, { required: ['git'] }] },
  attachment: {
    oneOf: [
      'notification',
      'clean',
      'marked',
      'instructions',
      ...COMPARISON_PAPERS,
      'response-template',
      'consultation',
      'conclusions',
      'file',
    ].map((key) => ({ required: [key] })),
  },
};

/** The JSON Schema of the project file, as `schemas/keeling.schema.json` holds it. */
export function makeProjectSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Keeling project file',
    description: 'The documents, facts and attachments of one consultation.',
    ...makeBlockSchema('root'),
    definitions: {
      words: { type: ['string', 'number'] },
      count: { type: 'integer', minimum: 1, maximum: 1000 },
      path: {
        type: 'string',
        description: 'A path within this folder, with forward slashes.',
        pattern: '^(?![A-Za-z]:|/|\\.\\./)(?!.*/\\.\\.(?:/|$))[^\\\\]+$',
      },
      date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2})?$' },
      aliases: {
        description: 'Other names by which drafts cite it.',
        anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
      },
    },
  };
}

function makeBlockSchema(block: BlockName): Schema {
  const fields = Object.entries(fieldsOf(block));
  const required = fields.filter(([, { isRequired }]) => isRequired).map(([key]) => key);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    ...COMBINATIONS[block],
    properties: Object.fromEntries(fields.map(([key, field]) => [key, makeFieldSchema(field)])),
  };
}

function makeFieldSchema(field: Field): Schema {
  const { description } = field;
  return { ...(description === null ? {} : { description }), ...makeValueSchema(field) };
}

function makeValueSchema(field: Field): Schema {
  const block = () => makeBlockSchema(blockIn(field) ?? 'root');
  switch (field.kind) {
    case 'words':
    case 'date':
    case 'count':
    case 'path':
      return { $ref: `#/definitions/${field.kind}` };
    case 'paths':
      return {
        anyOf: [{ $ref: '#/definitions/path' }, { type: 'array', items: { $ref: '#/definitions/path' } }],
      };
    case 'lines':
      return { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
    case 'names':
      return { $ref: '#/definitions/aliases' };
    case 'start':
      return { anyOf: [{ enum: STARTS }, { $ref: '#/definitions/date' }] };
    case 'flag':
      return { type: 'boolean' };
    case 'number':
      return { type: 'integer', minimum: 1 };
    case 'classes':
      return { anyOf: [{ enum: UNMARKED }, { type: 'array', items: { enum: UNMARKED } }] };
    case 'marks':
      return { enum: MARKINGS };
    case 'numbering':
      return { enum: OWN_NUMBERINGS };
    case 'template':
      return { anyOf: [{ $ref: '#/definitions/path' }, { const: true }] };
    case 'place':
      return { anyOf: [{ $ref: '#/definitions/path' }, block()] };
    case 'revision':
      return { type: 'string', pattern: '^[^-\\s:][^\\s:]*$' };
    case 'pattern':
      return { type: 'string', pattern: '\\{number\\}' };
    case 'block':
      return block();
    case 'list':
      return { type: 'array', items: block() };
    case 'severities':
      return {
        type: 'object',
        propertyNames: { pattern: '^[a-z-]+\\.[a-z-]+$' },
        // YAML reads a bare `off` as false.
        additionalProperties: { enum: [...SETTINGS, false] },
      };
  }
}
