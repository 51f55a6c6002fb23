/** Public API of `mapping`: what a person says that fields of records mean. */
export { chosenIn } from './chosen_in.js'
export type { FieldMapping } from './field_mapping.js'
export { USES } from './field_uses.js'
export type { ChosenField, SampleField } from './field_uses.js'
export { mappedStream } from './mapped_stream.js'
export { fieldName, fieldsIn } from './sample_fields.js'
export { registerOwnMetrics, surroundingsOf } from './surroundings_of.js'
export { ownId, targetsIn, understandFields } from './understand_fields.js'
