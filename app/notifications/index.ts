/** Public API of `notifications`: telling people something through a source that can. */
export { notify } from './actions/notify.js'
export type { Notice, NoticeOutcome } from './actions/notify.js'
