import { BaseCommand } from '@adonisjs/core/ace'

/** A first reading takes about half a minute on two cores; a start waits no longer than this. */
const PATIENCE_MS = 90_000

/** Makes the sample organization, or what is missing of it. `npm start` runs this on each start. */
export default class DemoSeed extends BaseCommand {
  static commandName = 'demo:seed'
  static description = 'Create the sample organization and its demo sign-in (DEMO_PASSWORD)'
  static options = { startApp: true }

  async run() {
    const { default: env } = await import('#start/env')
    const { seedSampleOrganization, untilRead } = await import('#sandbox')
    const password = env.get('DEMO_PASSWORD')
    if (!password) {
      process.stderr.write('Set DEMO_PASSWORD: it becomes the password of demo@quarterdeck.test.\n')
      this.exitCode = 1
      return
    }
    const outcome = await seedSampleOrganization({ now: new Date(), password })
    if (outcome.status === 'left_alone') {
      process.stdout.write(`${outcome.message}\n`)
    } else if (!(await untilRead(outcome.organization, outcome.runs, PATIENCE_MS))) {
      process.stdout.write('The sample organization is still syncing.\n')
    }
  }
}
