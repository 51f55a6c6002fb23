import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { noteOperatorAccess } from '#audit'
import { jobMonitor } from '#foundation'
import { plain } from '#shared/plain'
import { organizationNames } from '#operations/queries/installation'

const STATES = ['failed', 'dead', 'active', 'waiting'] as const

const queue = () => vine.string().regex(/^[\w.]{1,100}$/)
const listValidator = vine.create({
  state: vine.enum(STATES).optional(),
  queue: queue().optional(),
})
const actValidator = vine.create({ state: vine.enum(STATES), queue: queue() })

/** The queues of the installation, and what can be done about a job. */
export default class JobsController {
  async index({ auth, inertia, request }: HttpContext) {
    const { state = 'failed', queue: name = null } = await request.validateUsing(listValidator)
    const [queues, jobs] = [await jobMonitor.queues(), await jobMonitor.jobs(state, name)]
    const ids = new Set(jobs.flatMap(({ organizationId }) => organizationId ?? []))
    await noteOperatorAccess({ operatorId: auth.getUserOrFail().id }, 'jobs')
    const names = await organizationNames([...ids])
    return inertia.render('operations/jobs', {
      queues: plain(queues),
      chosen: { state, queue: name },
      jobs: jobs.map(({ organizationId, ...job }) => ({
        ...job,
        createdAt: job.createdAt.toISOString(),
        startedAt: job.startedAt?.toISOString() ?? null,
        startsAt: job.startsAt.toISOString(),
        organization: organizationId && (names.get(organizationId) ?? null),
      })),
    })
  }

  async retry(ctx: HttpContext) {
    return this.act(ctx, 'retry', 'The job is in its queue again.')
  }

  async cancel(ctx: HttpContext) {
    return this.act(ctx, 'cancel', 'The job was cancelled.')
  }

  private async act(ctx: HttpContext, act: 'retry' | 'cancel', done: string) {
    const { auth, params, request, response, session } = ctx
    const job = { id: params.id as string, ...(await request.validateUsing(actValidator)) }
    await noteOperatorAccess(
      { operatorId: auth.getUserOrFail().id },
      `${act} job ${job.queue}/${job.id}`
    )
    const isDone = await jobMonitor[act](job)
    session.flash('toast', {
      tone: isDone ? 'success' : 'notice',
      message: isDone ? done : 'Nothing was changed: the job has moved on in the meantime.',
    })
    return response.redirect().status(303).back()
  }
}
