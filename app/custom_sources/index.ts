/** Public API of `custom_sources`: sources that people describe themselves. */
export { inferStream } from './inference/infer_page.js'
export { inferPaging } from './inference/infer_paging.js'
