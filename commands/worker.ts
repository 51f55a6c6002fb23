import { BaseCommand } from '@adonisjs/core/ace'

/** Runs the jobs of every queue until it is told to stop. */
export default class Worker extends BaseCommand {
  static commandName = 'worker'
  static description = 'Run background jobs: syncs, imports, mail, maintenance'
  static options = { startApp: true, staysAlive: true }

  async run() {
    const { startWorker } = await import('#foundation/job_queue')
    const { gatherJobs } = await import('#start/jobs')
    const jobs = await gatherJobs()
    const stop = await startWorker(jobs)
    this.app.terminating(stop)
    this.logger.info(`worker runs ${jobs.length} queues`)
  }
}
