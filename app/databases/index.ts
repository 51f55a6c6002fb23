/** Public API of `databases`: what people choose to read from databases. */
export { saveStream } from './actions/save_stream.js'
