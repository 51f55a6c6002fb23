/** When a program that was started can be used. */
import { explain } from './failure.mjs'

const STEP_MS = 150

/** Answers the first line that a program prints; what it prints later is read and dropped. */
export function firstLine(child, name) {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += text.includes('\n') ? '' : chunk
      if (text.includes('\n')) {
        resolve(text.split('\n')[0])
      }
    })
    child.once('exit', () => reject(explain(`The ${name} process did not start.`)))
  })
}

/** Waits until the address answers 200. */
export async function untilReady(url, { failed, seconds = 60 }) {
  const deadline = Date.now() + seconds * 1000
  let broken
  failed.then((sentence) => (broken = sentence))
  while (Date.now() < deadline && !broken) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
  throw explain(broken ?? `Quarterdeck did not become ready within ${seconds} seconds.`)
}
