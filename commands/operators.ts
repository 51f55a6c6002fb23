import { BaseCommand, flags } from '@adonisjs/core/ace'

/** Lists the operators of the installation, names one, or removes one. Only whoever may run commands on the server can. */
export default class Operators extends BaseCommand {
  static commandName = 'operators'
  static description = 'List who runs this installation (/operations); --add and --remove change it'
  static options = { startApp: true }

  @flags.string({ description: 'E-mail address of a person who becomes an operator' })
  declare add: string

  @flags.string({ description: 'E-mail address of an operator who is no longer one' })
  declare remove: string

  async run() {
    const { listOperators, setOperator } = await import('#identity/operators')
    const email = this.add ?? this.remove
    if (email && !(await setOperator(email, Boolean(this.add)))) {
      this.logger.error(`There is no account with the address ${email}. Sign up with it first.`)
      this.exitCode = 1
      return
    }
    const operators = await listOperators()
    operators.forEach((one) =>
      this.logger.log(`${one.email}  since ${one.grantedAt.toISOString()}`)
    )
    if (operators.length === 0) {
      this.logger.log('There are no operators yet. Name one with --add=<e-mail>.')
    }
  }
}
