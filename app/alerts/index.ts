/** Public API of `alerts`: rules over saved questions, and the incidents they open. */
export { createAlertRule } from './actions/create_alert_rule.js'
export { default as MoveIncident } from './actions/move_incident.js'
export {
  findIncident,
  INCIDENT_VIEWS,
  incidentsBetween,
  listIncidents,
} from './queries/list_incidents.js'
export { ALERT_RULE_SCHEMA } from './rules/rule_schema.js'
export { listRules } from './rules/rule.js'
export { incidentForPage, ruleForPage } from './transformers/for_pages.js'
export { whatNeedsAttention } from './queries/what_needs_attention.js'
