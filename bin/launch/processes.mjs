import { spawn } from 'node:child_process'
import { explain } from './failure.mjs'
import { ROOT } from './paths.mjs'

/**
 * Runs a command in the foreground and answers its exit code. Ctrl-C reaches the child through the
 * terminal's process group, so this process only waits; other signals are passed on. The launcher itself
 * `hearsTwice`: it takes a SIGINT that only this process got, and counts what comes twice once.
 */
export function relay(command, args, options = {}) {
  const { environment = process.env, cwd = ROOT, hearsTwice = false } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: environment, stdio: 'inherit' })
    const pass = (signal) => child.kill(signal)
    const listeners = { SIGTERM: pass, SIGHUP: pass, SIGINT: hearsTwice ? pass : () => {} }
    Object.entries(listeners).forEach(([signal, listener]) => process.on(signal, listener))
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      Object.entries(listeners).forEach(([name, listener]) => process.off(name, listener))
      resolve(signal ? 1 : code)
    })
  })
}

const commands = new Set()
let areEnded = false

/** Runs a command and answers `{ code, output }`, with standard output and error together. */
export function capture(
  command,
  args,
  { environment = process.env, cwd = ROOT, echo = false } = {}
) {
  return new Promise((resolve, reject) => {
    if (areEnded) {
      throw explain('Quarterdeck is stopping.')
    }
    const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    commands.add(child)
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
    child.on('close', (code) => {
      commands.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Ends the commands that still run, and starts no more: a start that is given up may still be under way. */
export function endCommands(signal = 'SIGTERM') {
  areEnded = true
  commands.forEach((child) => child.kill(signal))
}

/** Arguments that run a TypeScript or ace entry point of this checkout. */
export const ace = (...args) => [
  '--import=@poppinss/ts-exec',
  '--enable-source-maps',
  'bin/console.ts',
  ...args,
]
