import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { asPlatform, Refusal } from '#foundation'
import User from '#identity/models/user'

const COMMAND = 'operators command'

async function isOperator(userId: string): Promise<boolean> {
  const found = await db.from('platform_operators').where('user_id', userId).select('user_id')
  return found.length > 0
}

/** Lets operators of the installation pass. For everybody else these pages do not exist. */
export default class OperatorsOnlyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (!(await isOperator(ctx.auth.getUserOrFail().id))) {
      throw new Refusal({ code: 'E_NOT_FOUND', status: 404, message: 'This page does not exist.' })
    }
    return next()
  }
}

/** Makes a person an operator, or no longer one. Answers false where nobody has that address. */
export async function setOperator(email: string, isGranted: boolean): Promise<boolean> {
  const user = await User.findBy('email', email.trim().toLowerCase())
  if (!user) {
    return false
  }
  const reason = `${isGranted ? 'names' : 'removes'} an operator: ${user.id}`
  await asPlatform({ actor: COMMAND, reason }, async (trx) => {
    const rows = trx.from('platform_operators').where('user_id', user.id)
    await (isGranted
      ? trx
          .insertQuery()
          .table('platform_operators')
          .insert({ user_id: user.id, granted_at: DateTime.utc().toSQL() })
          .onConflict('user_id')
          .ignore()
      : rows.delete())
  })
  return true
}

export interface Operator {
  email: string
  grantedAt: Date
}

export async function listOperators(): Promise<Operator[]> {
  const rows = await db
    .from('platform_operators as o')
    .join('users as u', 'u.id', 'o.user_id')
    .select('u.email', 'o.granted_at')
    .orderBy('u.email')
  return rows.map((row) => ({ email: row.email, grantedAt: row.granted_at }))
}
