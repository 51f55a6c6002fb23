import type { Incident } from '../queries/list_incidents.js'
import type { Rule } from '../rules/rule.js'

/** An incident as pages and programs read it. */
export function incidentForPage({ openedAt, closedAt, snoozedUntil, ...incident }: Incident) {
  return {
    ...incident,
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    snoozedUntil: snoozedUntil?.toISOString() ?? null,
  }
}

/** A rule as pages and programs read it, and how often it was wrong within 30 days. */
export function ruleForPage(rule: Rule, falseAlarms = 0) {
  const { id, name, advice, kind, priority, question, condition, watch, isOn, judgedUntil } = rule
  return {
    ...{ id, name, advice, kind, priority, question, condition, watch, isOn, judgedUntil },
    falseAlarmsAMonth: rule.falseAlarmsAMonth,
    falseAlarms,
    notJudged: rule.notJudged,
  }
}
