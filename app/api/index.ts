/** Public API of `api`. Nothing stands on it: programs outside enter through its routes. */
export { openApiDocument } from './openapi/document.js'
