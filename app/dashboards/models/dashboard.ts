import { column } from '@adonisjs/lucid/orm'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { HttpContext } from '@adonisjs/core/http'
import type { DateTime } from 'luxon'
import { TenantModel } from '#foundation'
import type { MetricQuery } from '#metrics'
import type { Role } from '#shared/roles'

export type Visibility = 'private' | 'organization' | 'chosen'

/** What every widget of a dashboard is asked for, unless the reader chooses otherwise. */
export interface DashboardSettings {
  range: MetricQuery['range']
  /** ISO 4217; null keeps the organization's own currency. */
  currency: string | null
  /** Of the reader's address; on every widget beside its own. */
  filters?: MetricQuery['filters']
}

export const DEFAULT_SETTINGS: DashboardSettings = {
  range: { preset: 'last_28_days' },
  currency: null,
}

const LEFT_BEHIND = `NOT EXISTS (
  SELECT FROM memberships m
  WHERE m.organization_id = dashboards.organization_id AND m.user_id = dashboards.created_by)`

type Found = ModelQueryBuilderContract<typeof Dashboard, Dashboard>

/** A page of widgets that answers one recurring question. */
export default class Dashboard extends TenantModel {
  static table = 'dashboards'

  /** Name in addresses; unique in the organization, kept when the dashboard is renamed. */
  @column()
  declare slug: string

  @column()
  declare name: string

  @column()
  declare description: string

  /** Where the list shows it; empty for none. A folder is there as long as a dashboard is in it. */
  @column()
  declare folder: string

  @column()
  declare visibility: Visibility

  /** Who sees it where chosen ones do, beside whoever manages the organization. */
  @column()
  declare sharedRoles: Role[]

  /** Ids of memberships. */
  @column()
  declare sharedMembers: string[]

  @column({ prepare: (value: DashboardSettings) => JSON.stringify(value) })
  declare settings: DashboardSettings

  @column()
  declare createdBy: string | null

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime

  /** Rises with each change of its widgets; who saves a layout says which one they began from. */
  @column()
  declare revision: number

  /** Set while its widgets differ from what was published. */
  @column.dateTime()
  declare draftSince: DateTime | null

  @column()
  declare draftBy: string | null

  /** Set while a deleted dashboard can still be brought back. */
  @column.dateTime()
  declare deletedAt: DateTime | null

  /**
   * Shared ones and the person's own; another's private dashboard does not exist for them. One whose owner has left is
   * seen by whoever manages the organization: otherwise nobody could share it on, or delete it.
   */
  static visibleTo(found: Found, reader: HttpContext['membership']): Found {
    return found.where((row) => {
      row.where('visibility', 'organization').orWhere('created_by', reader.userId)
      row.orWhere((chosen) => {
        chosen.where('visibility', 'chosen')
        if (!reader.may('organization.manage')) {
          chosen.whereRaw('(? = ANY(shared_roles) OR ?::uuid = ANY(shared_members))', [
            reader.role,
            reader.id,
          ])
        }
      })
      if (reader.may('organization.manage')) {
        row.orWhereRaw(LEFT_BEHIND)
      }
    })
  }
}
