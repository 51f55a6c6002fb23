import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { RegisterPerson, SetPassword, User } from '#identity'

export interface DemoPerson {
  email: string
  fullName: string
  timeZone: string
}

/** Who signs in to look around: everything the sample allows. */
export const DEMO_OWNER: DemoPerson = {
  email: 'demo@quarterdeck.test',
  fullName: 'Demo Owner',
  timeZone: 'Europe/Amsterdam',
}

/** A colleague who only looks, so that the team page has somebody to show. */
export const DEMO_VIEWER: DemoPerson = {
  email: 'viewer@quarterdeck.test',
  fullName: 'Imani Okafor',
  timeZone: 'Europe/Amsterdam',
}

/** The person, made where missing; a password that was changed in the settings is taken over. */
export async function ensurePerson(person: DemoPerson, password: string): Promise<User> {
  const known = await User.findBy('email', person.email)
  if (!known) {
    const verified = { ...person, password, emailVerifiedAt: DateTime.utc() }
    return db.transaction((trx) => new RegisterPerson().execute(trx, verified))
  }
  if (!(await known.verifyPassword(password))) {
    await new SetPassword().execute(known, { password, now: DateTime.utc() })
  }
  return known
}
