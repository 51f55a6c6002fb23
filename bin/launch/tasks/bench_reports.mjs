/**
 * `npm run bench:reports [-- --scheduled=1000 --organizations=50 --prints=3]`: how long a PDF of twelve pages and thirty charts takes and what memory, and
 * how scheduled reports of many organizations are sent, each once.
 */
import { runBench } from '../bench.mjs'
import { chromiumEnvironment } from '../chromium.mjs'
import { baseEnvironment } from '../environment.mjs'
import { buildFrontEnd } from '../front_end.mjs'
import { loadSecrets } from '../secrets.mjs'

export async function run(args) {
  await buildFrontEnd(baseEnvironment(loadSecrets()))
  Object.assign(process.env, await chromiumEnvironment())
  return runBench('reports', args)
}
