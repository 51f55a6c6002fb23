import type { HttpContext } from '@adonisjs/core/http'
import { jobMonitor } from '#foundation'
import { plain } from '#shared/plain'
import { installationFigures } from '#operations/queries/installation'

export default class OverviewController {
  async show({ auth, inertia }: HttpContext) {
    const queues = await jobMonitor.queues()
    const sum = (part: 'waiting' | 'active' | 'failed' | 'deadLetters') =>
      queues.reduce((total, queue) => total + queue[part], 0)
    return inertia.render('operations/overview', {
      installation: plain(await installationFigures({ operatorId: auth.getUserOrFail().id })),
      jobs: {
        waiting: sum('waiting'),
        active: sum('active'),
        failed: sum('failed'),
        deadLetters: sum('deadLetters'),
        oldestSeconds: Math.max(0, ...queues.map(({ oldestSeconds }) => oldestSeconds ?? 0)),
      },
    })
  }
}
