/** Public API of `audit`. */
export { acceptAuditBreak } from './actions/accept_audit_break.js'
export { actorOf } from './actor_of.js'
export { openAuditChain } from './head.js'
export { noteOperatorAccess } from './actions/note_operator_access.js'
export { recordAudit } from './actions/record_audit.js'
export { entriesSince } from './queries/entries_since.js'
export { verifyAuditChain } from './queries/verify_audit_chain.js'
