/** `npm run bench:http`: questions per second over REST, repeated and never asked before, next to what the web process answers at most. */
import { runBench } from '../bench.mjs'

export function run(args) {
  return runBench('http', args)
}
