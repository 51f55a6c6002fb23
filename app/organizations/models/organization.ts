import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'

/** A tenant: everything a marketing team owns in Quarterdeck belongs to exactly one. */
export default class Organization extends BaseModel {
  static selfAssignPrimaryKey = true

  @column({ isPrimary: true })
  declare id: string

  /** Name in addresses and on the command line. */
  @column()
  declare slug: string

  @column()
  declare name: string

  /** IANA zone in which dates without a zone of their own are read. */
  @column()
  declare timeZone: string

  /** ISO 4217 code that money is shown in unless a query asks for another. */
  @column()
  declare currency: string

  @column()
  declare isSample: boolean

  /** Works for other organizations, so its people see the page of clients. */
  @column()
  declare isAgency: boolean

  /** Members without a second factor open nothing here until they have set one up. */
  @column()
  declare requiresSecondFactor: boolean

  /** Grows with each commit of data; part of every cache key. */
  @column()
  declare dataVersion: number

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime

  @column.dateTime({ autoCreate: true, autoUpdate: true })
  declare updatedAt: DateTime
}
