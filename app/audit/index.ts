/** Public API of `audit`. */
export { recordAudit } from './actions/record_audit.js'
export { verifyAuditChain } from './queries/verify_audit_chain.js'
