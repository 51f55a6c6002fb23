import { readdir, readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import { PRINT_LIMITS, withBrowser } from '#reports/printing/browser'

const PATIENCE_MS = 20_000

/** Draws until somebody ends it. */
async function endless(browser: Browser) {
  const page = await browser.newPage()
  await page.waitForTimeout(PATIENCE_MS)
}

async function children(): Promise<number[]> {
  const threads = await readdir(`/proc/${process.pid}/task`)
  const lists = await Promise.all(
    threads.map((thread) =>
      readFile(`/proc/${process.pid}/task/${thread}/children`, 'utf8').catch(() => '')
    )
  )
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

/** What a run would be told, and that no browser is left. */
async function faultOf(printing: Promise<unknown>, before: number[]) {
  const fault = await printing.then(
    () => null,
    (error: { code?: string; isPassing?: boolean }) => error
  )
  const running = await children()
  const left = running.filter((pid) => !before.includes(pid))
  return { code: fault?.code, isTriedAgain: fault?.isPassing, left }
}

test.group('Printing a report', () => {
  test('whose browser is killed half-way is tried again', async ({ assert }) => {
    const before = await children()
    const printing = withBrowser(PRINT_LIMITS, async (browser) => {
      const page = await browser.newPage()
      const running = await children()
      const started = running.filter((pid) => !before.includes(pid))
      started.forEach((pid) => process.kill(pid, 'SIGKILL'))
      await page.waitForTimeout(PATIENCE_MS)
    })
    const fault = await faultOf(printing, before)
    assert.deepEqual(fault, { code: 'E_PRINT_STOPPED', isTriedAgain: true, left: [] })
  })

  test('that takes too long, or too much memory, ends with its browser', async ({ assert }) => {
    const before = await children()
    const slow = withBrowser({ ...PRINT_LIMITS, seconds: 0.2 }, endless)
    const slowly = await faultOf(slow, before)
    const large = withBrowser({ ...PRINT_LIMITS, megabytes: 20 }, endless)
    const largely = await faultOf(large, before)
    assert.deepEqual(slowly, { code: 'E_PRINT_TOO_SLOW', isTriedAgain: false, left: [] })
    assert.deepEqual(largely, { code: 'E_PRINT_TOO_LARGE', isTriedAgain: false, left: [] })
  })
})
