#!/usr/bin/env node
/**
 * Entry point of every npm script. Runs on any Node from 20 on, with nothing installed yet: it brings
 * the pinned Node runtime and the locked dependencies, then hands over to the task.
 */
import { ensureRuntime } from './launch/runtime.mjs'
import { ensureDependencies } from './launch/dependencies.mjs'
import { explain } from './launch/failure.mjs'
import { relay } from './launch/processes.mjs'

const BENCHES = [
  'bench:ingest',
  'bench:import',
  'bench:http',
  'bench:query',
  'bench:live',
  'bench:fleet',
  'bench:reports',
]
const TASKS = ['start', 'dev', 'test', 'check', 'build', 'run', 'test:reference', ...BENCHES]

async function main([task, ...rest]) {
  if (!TASKS.includes(task)) {
    throw explain(`'${task}' is not a task. Known tasks: ${TASKS.join(', ')}.`)
  }
  const runtime = await ensureRuntime()
  await ensureDependencies(runtime)
  if (!runtime.isCurrent) {
    const command = [import.meta.filename ?? process.argv[1], task, ...rest]
    return relay(runtime.node, command, { ...runtime, hearsTwice: true })
  }
  const { run } = await import(`./launch/tasks/${task.replace(':', '_')}.mjs`)
  return run(rest)
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code ?? 0
  },
  (error) => {
    process.stderr.write(error.isExplained ? `\n  ${error.message}\n\n` : `${error.stack}\n`)
    process.exitCode = 1
  }
)
