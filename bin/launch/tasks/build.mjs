/** `npm run build`: a production build of server and front end in `build/`. */
import { generateCode } from '../codegen.mjs'
import { offlineEnvironment } from '../checks_suite.mjs'
import { ace, relay } from '../processes.mjs'

export async function run() {
  const environment = offlineEnvironment()
  await generateCode(environment)
  return relay(process.execPath, ace('build'), { environment })
}
