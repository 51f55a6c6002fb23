/** `npm run bench:live [-- --clients=2000 --organizations=1]`: how long a commit takes to reach everybody who has a dashboard open. */
import { runBench } from '../bench.mjs'

export function run(args) {
  return runBench('live', args)
}
