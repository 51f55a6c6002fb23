/** Writes `.adonisjs/`, which must exist before anything boots. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { capture, ace } from './processes.mjs'
import { explain } from './failure.mjs'

const STAMP = join(ROOT, '.adonisjs', '.stamp')

export async function generateCode(environment, node = process.execPath) {
  const { code, output } = await capture(node, ace('codegen'), { environment })
  if (code !== 0) {
    throw explain(`The code generator failed:\n${output}`)
  }
  writeFileSync(STAMP, inventory())
}

/** Skips the generator where no context, job, plugin or page came or went since it last ran. */
export async function ensureCode(environment, node = process.execPath) {
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== inventory()) {
    await generateCode(environment, node)
  }
}

function inventory() {
  const hash = createHash('sha256')
  for (const folder of ['app', 'plugins', 'resources/pages']) {
    const names = readdirSync(join(ROOT, folder), { recursive: true })
    hash.update(names.sort().join('\n'))
  }
  return hash.digest('hex')
}
