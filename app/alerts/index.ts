/** Public API of `alerts`: rules over saved questions, and the incidents they open. */
export { default as EvaluateAlerts } from './actions/evaluate_alerts.js'
export { listRules } from './rules/rule.js'
