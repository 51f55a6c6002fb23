import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newId } from './ids.js'

export interface PlatformUse {
  /** Who acts: a user id, or the name of a job or command. */
  actor: string
  /** Why the policies have to be crossed, for the auditor. */
  reason: string
}

/**
 * Runs work as the role that may cross tenants. The only module that does; every use leaves a row in
 * `platform_accesses` in the same transaction. Prefer a directory table where one can answer.
 */
export async function asPlatform<Result>(
  use: PlatformUse,
  work: (trx: TransactionClientContract) => Promise<Result>
): Promise<Result> {
  return db.connection('platform').transaction(async (trx) => {
    await trx.table('platform_accesses').insert({ id: newId(), at: new Date(), ...use })
    return work(trx)
  })
}
