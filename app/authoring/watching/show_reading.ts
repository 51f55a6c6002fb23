import type { tryStream } from '#sandbox'
import type { FactRecord } from '#shared/records'
import { opensInAddress } from '../recording/places.js'
import type { Pane } from './panes.js'

type Tried = NonNullable<Awaited<ReturnType<typeof tryStream>>>
type Page = NonNullable<Tried['page']>

/** From the call to the numbers: what each step made of the first records. */
export function panesOf(tried: Tried): Pane[] {
  const { heard, page, read } = tried
  const call = heard.at(-1)
  return [
    { title: 'Call', lines: call ? callLines(call) : ['no call was made'] },
    { title: 'Page', lines: pageLines(page) },
    { title: 'Mapped rows', lines: page ? rowLines(page) : [] },
    { title: 'Facts', lines: page ? factLines(page, read.stream) : [] },
  ]
}

/** What came of the page in numbers. */
export function summaryOf({ page, failure, heard }: Tried): string {
  const calls = `${heard.length} calls`
  if (!page) {
    return failure ?? `${calls}, and no page.`
  }
  const batches = [...page.batches.values()]
  const count = (of: 'facts' | 'entities' | 'events') =>
    batches.reduce((sum, batch) => sum + batch[of].length, 0)
  const counts = `${page.read} records: ${count('facts')} facts, ${count('entities')} entities, ${count('events')} events, ${page.rejected.length} rejected, ${page.skipped} skipped`
  return [`${calls}, ${counts}.`, ...(failure ? [failure] : [])].join(' ')
}

function callLines({ sent, answer }: Tried['heard'][number]): string[] {
  const { host, pathname, searchParams } = new URL(sent.url)
  const asked = [...searchParams].map(
    ([name, value]) => `  ${name}=${opensInAddress(name) ? '…' : value}`
  )
  return [
    `${sent.method} ${host}`,
    pathname,
    ...asked,
    ...bodyLines(sent.body),
    `← ${answer.status}`,
  ]
}

function bodyLines(body: string | undefined): string[] {
  const value = body === undefined ? undefined : parsed(body)
  return value === undefined ? [] : written(value).map((line) => `  ${line}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const written = (value: unknown) => JSON.stringify(value, null, 1).split('\n')

const pageLines = (page: Page | undefined) => (page?.records ?? []).flatMap(written)

function rowLines({ batches, rejected }: Page): string[] {
  const entities = [...batches.values()].flatMap((batch) => batch.entities)
  return [
    ...rejected.flatMap(({ position, reason }) => [`✗ record ${position}`, `  ${reason}`]),
    ...entities.flatMap(({ kind, externalId, name, attributes, ancestors }) => [
      `${kind} ${externalId}`,
      `  ${name}`,
      ...ancestors.map((each) => `  in ${each.kind} ${each.name}`),
      ...Object.entries(attributes).map(([key, value]) => `  ${key}: ${String(value)}`),
    ]),
  ]
}

function factLines({ batches }: Page, { slots }: Tried['read']['stream']): string[] {
  const facts = [...batches.values()].flatMap((batch) => batch.facts)
  const numbers = ({ numbers: all, currency }: FactRecord) =>
    slots.flatMap(({ metric, unit }, at) => {
      const number = all[at]
      const isMoney = unit === 'currency' && number !== null
      const shown = isMoney ? `${number / 1_000_000} ${currency}` : String(number)
      return number === null ? [] : [`  ${metric} ${shown}`]
    })
  return facts.flatMap((fact) => [
    `${fact.day} ${fact.entity.kind} ${fact.entity.externalId}`,
    ...Object.entries(fact.dimensions).map(([name, value]) => `  ${name}=${value}`),
    ...numbers(fact),
  ])
}
