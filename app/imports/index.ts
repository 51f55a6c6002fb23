/** Public API of `imports`: files become rows of a source. */
export { importFile, queueFileImport } from './import_file.js'
export { discardUpload, storedFile, storeUpload as acceptUpload } from './uploads.js'
export type { StoredFile } from './uploads.js'
export { MAPPING_SCHEMA, readMappingRequest } from './mapping/mapping_request.js'
export type { MappingRequest } from './mapping/check_mapping.js'
export { default as UndoImport } from './actions/undo_import.js'
