/** Public API of `annotations`. */
export { findHappened } from './queries/find_happened.js'
export { writeAnnotation } from './actions/write_annotation.js'
export { daysValidator, annotationValidator } from './validators/annotation.js'
