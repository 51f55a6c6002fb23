/**
 * `npm run bench:import [-- --rows=1000000]`: what a file of that many rows takes to be read, landed and rolled
 * up: seconds, CPU seconds and peak memory. `--profile` leaves a CPU profile in the data folder.
 */
import { runBench } from '../bench.mjs'
import { dataPath } from '../paths.mjs'

export function run(args) {
  const profile = ['--cpu-prof', `--cpu-prof-dir=${dataPath('profiles')}`]
  const wanted = args.filter((arg) => arg !== '--profile')
  // The same memory as `node ace import` (bin/launch/ace.mjs).
  const memory = ['--max-semi-space-size=4']
  return runBench('import', wanted, [...memory, ...(wanted.length < args.length ? profile : [])])
}
