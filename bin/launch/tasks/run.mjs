/** `npm run <script>` that only needs the right Node: runs a program of node_modules. */
import { join } from 'node:path'
import { ROOT } from '../paths.mjs'
import { relay } from '../processes.mjs'

export function run([program, ...args]) {
  return relay(join(ROOT, 'node_modules', '.bin', program), args)
}
