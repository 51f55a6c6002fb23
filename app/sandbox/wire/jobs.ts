import type { SandboxWorld, WireEndpoint } from '#kit'
import { compileText } from './holes.js'
import type { Scope } from './scope.js'
import { askedAt, type Asked } from './asked.js'
import { WireProblem } from './problem.js'

/** What the holes of a report's pages may say. */
export interface JobScope {
  id: string
  n: number
  state: 'pending' | 'running' | 'done' | 'failed'
  percent: number
  url: string | null
  createdAt: number
}

interface Job {
  scope: JobScope
  definition: WireEndpoint
  asked: Asked
  polls: number
}

/** Asynchronous reports of one vendor while the emulator runs: asked for, polled, fetched. */
export class JobBook {
  #jobs = new Map<string, Job>()

  create(definition: WireEndpoint, asked: Asked, world: SandboxWorld): Job {
    const n = this.#jobs.size + 1
    const { name, id = '{{job.n|digits:15}}', url } = definition.job!
    const key = String(compileText(id)({ job: { n: `${name}/${n}` } }))
    const scope: JobScope = {
      id: key,
      n,
      state: 'pending',
      percent: 0,
      url: url?.replace('{job}', key) ?? null,
      createdAt: Math.floor(world.now.getTime() / 1000),
    }
    const job = { scope, definition, asked, polls: 0 }
    this.#jobs.set(`${name} ${key}`, job)
    return job
  }

  /** The report that the request is about; each poll brings it on by one step. */
  find(definition: WireEndpoint, asked: Asked, world: SandboxWorld): Job {
    const { step, name, at = 'path.id' } = definition.job!
    const id = String(askedAt(asked, at) ?? '')
    const job = this.#jobs.get(`${name} ${id}`)
    if (!job) {
      throw new WireProblem('notFound', id, `there is no report '${id}'`)
    }
    if (step === 'poll') {
      advance(job, world)
    } else if (job.scope.state !== 'done') {
      throw new WireProblem('notReady', id, `report '${id}' is ${job.scope.state}`)
    }
    return job
  }
}

function advance(job: Job, { reportFault }: SandboxWorld) {
  const { scope, definition } = job
  if (reportFault === 'fails') {
    scope.state = 'failed'
    return
  }
  const wanted = definition.job!.polls ?? 1
  job.polls += reportFault === 'stays' ? 0 : 1
  scope.state = job.polls > wanted ? 'done' : 'running'
  scope.percent = scope.state === 'done' ? 100 : Math.floor((100 * job.polls) / (wanted + 1))
}

/** What the report was asked with, under what the request itself says: its place and its page. */
export function withReport(asked: Asked, made: Asked | undefined): Asked {
  return made
    ? {
        ...made,
        path: { ...made.path, ...asked.path },
        query: { ...made.query, ...asked.query },
        filters: [...made.filters, ...asked.filters],
      }
    : asked
}

/** Puts the report into the scope of the page. */
export const withJob = (scope: Scope, job: Job | undefined): Scope =>
  job ? Object.assign(scope, { job: job.scope }) : scope
