import { writeSync } from 'node:fs'
import { relative } from 'node:path'
import type { PluginFn } from '@japa/runner/types'
import { BaseReporter } from '@japa/runner/core'

interface Spec {
  spec: string
  passed: number
  failed: number
  skipped: number
  milliseconds: number
}

/** Prints nothing but what failed: beside other shards, a line in between belongs to none of them. */
class FailuresReporter extends BaseReporter {
  async end() {
    await this.printSummary(this.runner!.getSummary())
  }
}

/**
 * Tells the launcher what it counts, on a pipe of its own (bin/launch/testing/shard.mjs): each spec when the next one
 * begins, and at the end the whole.
 */
export const runnerEvents: PluginFn = ({ emitter, runner, config }) => {
  const pipe = Number(process.env.QD_TEST_EVENTS ?? 0)
  if (process.env.QD_TEST_OUTPUT === 'end') {
    const reporter = new FailuresReporter()
    config.reporters.list.push({ name: 'failures', handler: (...args) => reporter.boot(...args) })
    config.reporters.activated = ['failures']
  }
  if (pipe === 0) {
    return
  }
  const tell = (event: object) => writeSync(pipe, `${JSON.stringify(event)}\n`)
  const specs = new SpecTally((spec) => tell({ kind: 'spec', ...spec }))
  emitter.on('test:start', ({ meta }) => specs.open(meta.fileName))
  emitter.on('group:start', ({ meta }) => specs.open(meta.fileName))
  emitter.on('test:end', (ended) => specs.count(ended))
  emitter.on('group:end', ({ errors }) => specs.fail(errors.length))
  emitter.on('suite:end', ({ errors }) => specs.fail(errors.length))
  emitter.on('runner:end', () => {
    specs.close()
    const { passed, failed, skipped, todo } = runner.getSummary().aggregates
    tell({ kind: 'end', passed, failed: failed + specs.hookFailures, skipped: skipped + todo })
  })
}

interface Ended {
  hasError: boolean
  isSkipped?: boolean
  isTodo?: boolean
}

class SpecTally {
  /** What failed before or after the tests of a group; the runner counts tests only. */
  hookFailures = 0
  #current: Spec | undefined
  #since = performance.now()

  constructor(readonly tell: (spec: Spec) => void) {}

  open(fileName: string) {
    const spec = relative(process.cwd(), fileName)
    if (this.#current?.spec !== spec) {
      this.close()
      this.#since = performance.now()
      this.#current = { spec, passed: 0, failed: 0, skipped: 0, milliseconds: 0 }
    }
  }

  count({ hasError, isSkipped, isTodo }: Ended) {
    const left = isSkipped || isTodo ? 'skipped' : 'passed'
    this.#current![hasError ? 'failed' : left]++
  }

  fail(failures: number) {
    this.hookFailures += failures
    if (this.#current) {
      this.#current.failed += failures
    }
  }

  /** With what its groups did before and after: that takes as long. */
  close() {
    if (this.#current) {
      this.tell({ ...this.#current, milliseconds: Math.round(performance.now() - this.#since) })
    }
    this.#current = undefined
  }
}
