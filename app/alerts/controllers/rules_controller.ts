import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { currentTenant } from '#foundation'
import { goalForPage, listGoals } from '#kpis'
import { listDimensions, listMetrics } from '#metrics'
import { can } from '#organizations'
import { listSources } from '#sync'
import { plain } from '#shared/plain'
import { createAlertRule } from '#alerts/actions/create_alert_rule'
import DeleteRule from '#alerts/actions/delete_rule'
import SaveRule, { type RuleAttributes } from '#alerts/actions/save_rule'
import { assertMayWatch, noteChange } from '#alerts/controllers/note_change'
import { askForEvaluation } from '#alerts/evaluation'
import { falseAlarmsOf } from '#alerts/queries/list_incidents'
import { assertAnswerable } from '#alerts/rules/assert_answerable'
import { readRule } from '#alerts/rules/read_rule'
import { findRule, listRules, type Rule } from '#alerts/rules/rule'
import { ruleForPage } from '#alerts/transformers/for_pages'

export default class RulesController {
  async index(ctx: HttpContext) {
    const tenant = currentTenant()
    const rules = await listRules(tenant)
    const falseAlarms = await falseAlarmsOf(tenant, new Date())
    return ctx.inertia.render('alerts/rules', {
      rules: plain(rules.map((rule) => ruleForPage(rule, falseAlarms.get(rule.id)))),
      canEdit: can(ctx, 'alerts.edit'),
    })
  }

  create(ctx: HttpContext) {
    return builder(ctx, null)
  }

  async show(ctx: HttpContext) {
    return builder(ctx, await findRule(currentTenant(), ctx.params.rule))
  }

  async store(ctx: HttpContext) {
    assertMayWatch(ctx, ctx.request.input('kind'))
    const rule = await createAlertRule(
      askingOf(ctx),
      ctx.request.body(),
      ctx.auth.getUserOrFail().id
    )
    await settle(ctx, { action: 'alert_rule.created', rule })
    return ctx.response.redirect(listPath(ctx))
  }

  async update(ctx: HttpContext) {
    const rule = await findRule(currentTenant(), ctx.params.rule)
    assertMayWatch(ctx, rule.kind)
    assertMayWatch(ctx, ctx.request.input('kind'))
    const changed = await saving().change(rule, await readAnswerable(ctx))
    await settle(ctx, { action: 'alert_rule.changed', rule: changed })
    return ctx.response.redirect(listPath(ctx))
  }

  async destroy(ctx: HttpContext) {
    const rule = await findRule(currentTenant(), ctx.params.rule)
    assertMayWatch(ctx, rule.kind)
    await new DeleteRule(currentTenant(), new Date()).execute(rule)
    await settle(ctx, { action: 'alert_rule.deleted', rule })
    ctx.session.flash('toast', { tone: 'notice', message: `“${rule.name}” was deleted.` })
    return ctx.response.redirect(listPath(ctx))
  }
}

/** With all that a rule can watch. */
async function builder({ inertia, organization }: HttpContext, rule: Rule | null) {
  const tenant = currentTenant()
  const sources = await listSources(tenant)
  const goals = await listGoals(tenant)
  return inertia.render('alerts/rule', {
    rule: rule && plain(ruleForPage(rule)),
    metrics: plain(await listMetrics(tenant)),
    dimensions: plain(await listDimensions(tenant)),
    sources: sources.map(({ id, name }) => ({ id, name })),
    goals: plain(goals.map(goalForPage)),
    currency: organization.currency,
  })
}

const saving = () => new SaveRule(currentTenant(), new Date())
const listPath = ({ organization }: HttpContext) => `/o/${organization.slug}/alerts/rules`

const askingOf = ({ organization }: HttpContext) => ({
  ...{ tenant: currentTenant(), organization },
  now: DateTime.utc(),
})

async function readAnswerable(ctx: HttpContext): Promise<RuleAttributes> {
  const attributes = readRule(ctx.request.body())
  await assertAnswerable(askingOf(ctx), attributes)
  return attributes
}

async function settle(
  ctx: HttpContext,
  { action, rule }: { action: string; rule: { id: string; name: string } }
) {
  await noteChange(ctx, { action, subject: `alert_rule:${rule.id}`, detail: { name: rule.name } })
  await askForEvaluation(currentTenant())
}
