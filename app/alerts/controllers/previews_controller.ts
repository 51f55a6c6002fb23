import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { previewRule, type PreviewedRule } from '#alerts/queries/preview_rule'
import { readRule } from '#alerts/rules/read_rule'

const NO_HISTORY = {
  state: 'unanswered' as const,
  message:
    'Rules about syncs and security events watch what happens from now on, so there is no history to try them on.',
}

/** How often a rule would have fired in the last year. Nothing is saved. */
export default class PreviewsController {
  async store({ request, organization }: HttpContext) {
    const rule = readRule(request.body())
    const asking = { tenant: currentTenant(), organization, now: DateTime.utc() }
    return rule.question ? previewRule(asking, rule as PreviewedRule) : NO_HISTORY
  }
}
