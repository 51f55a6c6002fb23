import { MAPPING_SCHEMA } from '#imports'
import { FILE_TYPES } from '#api/receive_file'
import { FOUND_IN_FILE, IMPORT_DESCRIPTION } from './import_description.js'
import { problems } from './problems.js'

const text = { type: 'string' }
const nullable = (type: string) => ({ type: [type, 'null'] })

export const IMPORT_SCHEMAS = {
  Mapping: MAPPING_SCHEMA,
  AcceptedImport: {
    type: 'object',
    required: [
      'importId',
      'runId',
      'source',
      'state',
      'run',
      'import',
      ...Object.keys(FOUND_IN_FILE),
    ],
    additionalProperties: false,
    properties: {
      importId: { type: 'string', format: 'uuid' },
      runId: {
        ...nullable('string'),
        format: 'uuid',
        description: 'Its progress: GET /syncs/{id}.',
      },
      source: { ...nullable('string'), description: 'First part of its metrics’ ids.' },
      state: text,
      run: { ...text, description: 'Address of the run.' },
      import: { ...text, description: 'Address of the import, which says what became of it.' },
      ...FOUND_IN_FILE,
    },
  },
  ImportDescription: IMPORT_DESCRIPTION,
  StoppedImport: {
    type: 'object',
    required: ['importId', 'outcome'],
    additionalProperties: false,
    properties: {
      importId: { type: 'string', format: 'uuid' },
      outcome: {
        ...text,
        enum: ['stopped', 'stopping', 'discarded'],
        description:
          'stopping: it ends at its next chunk of rows. discarded: it was not mapped yet, and its file is deleted.',
      },
    },
  },
}

const FIELDS = {
  name: {
    ...text,
    minLength: 1,
    maxLength: 80,
    description: 'Name of the source the file belongs to.',
  },
  mapping: {
    ...text,
    contentMediaType: 'application/json',
    contentSchema: { $ref: '#/components/schemas/Mapping' },
  },
  sheet: { ...text, description: 'Sheet of a workbook.' },
  again: {
    type: 'string',
    enum: ['true', 'false'],
    description: 'Import a file that was imported before.',
  },
}

const parameter = ([name, schema]: [string, object]) => ({
  name,
  in: 'query',
  required: false,
  schema,
})

const form = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: {
      file: { type: 'string', contentMediaType: 'application/octet-stream' },
      ...FIELDS,
    },
  },
}
const bodies = Object.fromEntries(FILE_TYPES.map((type) => [type, { schema: {} }]))

export const importPaths = {
  post: {
    operationId: 'importFile',
    summary: 'Import a file into a source',
    description:
      'CSV, XLSX, JSON or NDJSON, also gzipped, as a form or as the body; JSON files as octet-stream. The import runs ' +
      'after the answer. Needs the scope imports:write.',
    tags: ['Imports'],
    security: [{ apiKey: ['imports:write'] }],
    parameters: [
      ...Object.entries(FIELDS).map(parameter),
      parameter([
        'file_name',
        { ...text, description: 'Name of a file that is sent as the body.' },
      ]),
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        schema: { type: 'string', maxLength: 200 },
        description: 'The same key within 24 hours gets the first answer and starts nothing.',
      },
    ],
    requestBody: { required: true, content: { 'multipart/form-data': form, ...bodies } },
    responses: {
      202: {
        description: 'The import is in the queue.',
        headers: {
          'Location': { description: 'Address of its run.', schema: text },
          'Idempotency-Replayed': {
            description: 'true where the answer is that of an earlier request.',
            schema: text,
          },
        },
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/AcceptedImport' } },
        },
      },
      ...problems(409, 413, 415, 422),
    },
  },
}

export const importCancellationPaths = {
  post: {
    operationId: 'stopImport',
    summary: 'Stop an import',
    description:
      'Nothing of the file is counted then; an undoing that is stopped leaves every row. Needs the scope imports:write.',
    tags: ['Imports'],
    security: [{ apiKey: ['imports:write'] }],
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
    ],
    responses: {
      200: {
        description: 'It has ended, or ends at its next chunk.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/StoppedImport' } } },
      },
      ...problems(404, 409),
    },
  },
}
