import { BaseModel, column } from '@adonisjs/lucid/orm'
import { DateTime } from 'luxon'
import type {
  LucidModel,
  ModelAttributes,
  ModelQueryBuilderContract,
} from '@adonisjs/lucid/types/model'
import { currentTenant } from './tenant.js'
import { newId } from './ids.js'

/**
 * Base of every model whose rows belong to one organization. Reads start from the organization
 * (`Dashboard.of(organization)`), never from the bare model, and run in the open tenant transaction.
 */
export class TenantModel extends BaseModel {
  static selfAssignPrimaryKey = true

  @column()
  declare organizationId: string

  @column({ isPrimary: true })
  declare id: string

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  /** A query over the rows of one organization. */
  static of<Model extends LucidModel>(
    this: Model,
    organization: { id: string }
  ): ModelQueryBuilderContract<Model, InstanceType<Model>> {
    return this.query({ client: currentTenant().trx }).where('organization_id', organization.id)
  }

  /** Inserts a row of one organization with a fresh id. */
  static async createIn<Model extends typeof TenantModel>(
    this: Model,
    organization: { id: string },
    attributes: Partial<InstanceType<Model>>
  ): Promise<InstanceType<Model>> {
    const row = { id: newId(), ...attributes, organizationId: organization.id }
    return this.create(row as Partial<ModelAttributes<InstanceType<Model>>>, {
      client: currentTenant().trx,
    })
  }
}
