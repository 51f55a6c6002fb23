import { spawn } from 'node:child_process'
import { ROOT } from './paths.mjs'

/**
 * Runs a command in the foreground and answers its exit code. Ctrl-C reaches the child through the
 * terminal's process group, so this process only waits; a SIGTERM is passed on.
 */
export function relay(command, args, { environment = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: environment, stdio: 'inherit' })
    const pass = (signal) => child.kill(signal)
    const ignore = () => {}
    process.on('SIGTERM', pass)
    process.on('SIGINT', ignore)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', pass)
      process.off('SIGINT', ignore)
      resolve(signal ? 1 : code)
    })
  })
}

/** Runs a command and answers `{ code, output }`, with standard output and error together. */
export function capture(
  command,
  args,
  { environment = process.env, cwd = ROOT, echo = false } = {}
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk) => {
      output += chunk
      if (echo) {
        process.stdout.write(chunk)
      }
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Arguments that run a TypeScript or ace entry point of this checkout. */
export const ace = (...args) => [
  '--import=@poppinss/ts-exec',
  '--enable-source-maps',
  'bin/console.ts',
  ...args,
]
