import { Refusal } from '#foundation'
import { RegisterPerson, User } from '#identity'
import { CreateOrganization } from '#organizations/actions/create_organization'
import { isTaken } from '#organizations/taken'

type NewPerson = Parameters<RegisterPerson['execute']>[1]

export interface NewAccount extends NewPerson {
  organizationName: string
  currency: string
  ip: string
}

/** A person, their organization and their ownership of it: all of them or nothing. */
export class SignUp {
  async execute(account: NewAccount): Promise<User> {
    const { organizationName, currency, timeZone, ip, ...rest } = account
    let person: User | undefined
    try {
      await new CreateOrganization().execute(
        { name: organizationName, timeZone, currency, ip },
        async (tenant) => {
          person = await new RegisterPerson().execute(tenant.trx, { ...rest, timeZone })
          return person
        }
      )
    } catch (error) {
      throw isTaken(error, 'users_email_key') ? notCreated() : error
    }
    return User.findOrFail(person!.id)
  }
}

/** Says the same whatever the reason, and costs the same password hash. */
function notCreated() {
  return new Refusal({
    code: 'E_ACCOUNT_NOT_CREATED',
    status: 422,
    message:
      'The account could not be created. If you already have one, sign in or set a new password; otherwise use another e-mail address.',
  })
}
