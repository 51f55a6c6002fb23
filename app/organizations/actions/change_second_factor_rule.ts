import { Refusal, type TenantTransaction } from '#foundation'
import { announce, type Actor } from '#organizations/events/activity_recorded'
import type Organization from '#organizations/models/organization'
import type { User } from '#identity'

interface Change {
  organization: Organization
  isRequired: boolean
  person: User
  actor: Actor
}

/** Asks every member for a second factor, or no longer. Whoever begins it has one, so that somebody can end it. */
export class ChangeSecondFactorRule {
  async execute(tenant: TenantTransaction, { organization, isRequired, person, actor }: Change) {
    if (isRequired && !(await person.hasSecondFactor())) {
      throw new Refusal({
        code: 'E_SECOND_FACTOR_NEEDED',
        status: 409,
        message:
          'Set up two-step verification for yourself first, under Settings, Your profile. Nothing was changed: you would have lost access at once.',
      })
    }
    organization.useTransaction(tenant.trx)
    await organization.merge({ requiresSecondFactor: isRequired }).save()
    await announce(tenant, {
      actor,
      action: 'organization.second_factor_rule_changed',
      subject: `organization:${organization.id}`,
      detail: { isRequired },
    })
  }
}
