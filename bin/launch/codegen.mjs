/** Writes `.adonisjs/`, which must exist before anything boots. */
import { ROOT } from './paths.mjs'
import { capture, ace } from './processes.mjs'
import { explain } from './failure.mjs'
import { join } from 'node:path'

export async function generateCode(environment) {
  const { code, output } = await capture(process.execPath, ace('codegen'), {
    environment,
    cwd: join(ROOT),
  })
  if (code !== 0) {
    throw explain(`The code generator failed:\n${output}`)
  }
}
