import { BaseCommand } from '@adonisjs/core/ace'

/** Makes the sample organization, or what is missing of it. `npm start` runs this on each start. */
export default class DemoSeed extends BaseCommand {
  static commandName = 'demo:seed'
  static description = 'Make the sample organization and its demo sign-in (DEMO_PASSWORD)'
  static options = { startApp: true }

  async run() {
    const { default: env } = await import('#start/env')
    const { seedSampleOrganization } = await import('#sandbox')
    const password = env.get('DEMO_PASSWORD')
    if (!password) {
      process.stderr.write('Set DEMO_PASSWORD: it becomes the password of demo@quarterdeck.test.\n')
      this.exitCode = 1
      return
    }
    const outcome = await seedSampleOrganization({ now: new Date(), password })
    if (outcome.status === 'left_alone') {
      process.stdout.write(`${outcome.message}\n`)
    }
  }
}
