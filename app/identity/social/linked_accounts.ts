import { heldConnection, Refusal } from '#foundation'

export interface Account {
  provider: string
  /** The provider's own id of the account: addresses move from one to another, ids do not. */
  subject: string
  email: string | null
}

const rows = () => heldConnection().from('linked_accounts')

/** Whose account this is, or undefined. */
export async function personOfAccount({ provider, subject }: Account): Promise<string | undefined> {
  const row = await rows().where({ provider, subject }).first()
  return row?.user_id
}

/** Links an account of a provider to a person. One account is linked to one person. */
export async function linkAccount(userId: string, { provider, subject, email }: Account) {
  await heldConnection()
    .insertQuery()
    .table('linked_accounts')
    .insert({ provider, subject, email, user_id: userId, created_at: new Date() })
    .onConflict(['provider', 'subject'])
    .ignore()
  const owner = await personOfAccount({ provider, subject, email })
  if (owner !== userId) {
    throw new Refusal({
      code: 'E_ACCOUNT_LINKED_ELSEWHERE',
      status: 409,
      message:
        'That account is linked to another person of this installation, so nothing was changed. Unlink it there first.',
    })
  }
}

/** Answers whether there was one. */
export async function unlinkAccounts(userId: string, provider: string): Promise<boolean> {
  const removed = await rows().where({ user_id: userId, provider }).delete()
  return Number(removed) > 0
}

export async function linkedProviders(
  userId: string
): Promise<{ provider: string; email: string | null }[]> {
  return rows().where('user_id', userId).orderBy('provider').select('provider', 'email')
}
