import type { ApiConnector, Call, Page, Report, Stream } from '#kit'
import type { Problems } from './problems.js'

interface PlacedCall {
  place: string
  call: Call
  /** How its answers are paged, where it answers a list. */
  page?: Page
}

/** Whether every call of a connector can be made at all. */
export function checkCalls(connector: ApiConnector, problems: Problems) {
  for (const placed of callsOf(connector)) {
    checkAddress(placed, problems)
    checkContent(placed, problems)
    checkPage(placed, problems)
  }
}

function callsOf(connector: ApiConnector): PlacedCall[] {
  const { check, accounts, http, streams } = connector
  const listed = (place: string, list: Call & { page?: Page }): PlacedCall => ({
    place,
    call: list,
    page: list.page ?? http.page,
  })
  return [
    { place: 'check', call: check },
    ...writesOf(connector),
    ...(accounts ? [listed('accounts', accounts)] : []),
    ...(accounts?.parents ? [listed('accounts.parents', accounts.parents)] : []),
    ...Object.entries(streams).flatMap(([name, stream]) => [
      listed(`streams.${name}`, stream),
      ...besides(stream).map(([part, list]) => listed(`streams.${name}.${part}`, list)),
    ]),
  ]
}

/** What is done at the vendor, beside reading. */
function writesOf({ provides, webhooks }: ApiConnector): PlacedCall[] {
  const calls: [string, Call | undefined][] = [
    ['provides.notify@1.send', provides?.['notify@1']?.send],
    ['webhooks.register.create', webhooks?.register?.create],
    ['webhooks.register.remove', webhooks?.register?.remove],
  ]
  return calls.flatMap(([place, call]) => (call ? [{ place, call }] : []))
}

function besides({ totals, parents, report }: Stream): [string, Call][] {
  const list = parents && 'list' in parents ? parents.list : undefined
  const calls: [string, Call | undefined][] = [
    ['totals', totals],
    ['parents.list', list],
    ...stepsOf('report', report),
    ...stepsOf('totals.report', totals?.report),
  ]
  return calls.flatMap(([part, call]) => (call ? [[part, call]] : []))
}

const stepsOf = (place: string, report: Report | undefined): [string, Call | undefined][] => [
  [`${place}.create`, report?.create],
  [`${place}.poll.call`, report?.poll?.call],
]

function checkAddress({ place, call }: PlacedCall, problems: Problems) {
  const ways = [call.get, call.post, call.put, call.delete, call.url].filter(
    (way) => way !== undefined
  )
  if (ways.length !== 1) {
    problems.add(`${place} must have exactly one of get, post, put, delete and url`)
  }
  if (call.url !== undefined && call.base !== undefined) {
    problems.add(`${place}.base: url is a whole address already`)
  }
}

/** What a GET carries in its body reaches nobody. */
function checkContent({ place, call }: PlacedCall, problems: Problems) {
  const contents = (['body', 'form', 'graphql'] as const).filter((name) => call[name] !== undefined)
  if (contents.length > 1) {
    problems.add(`${place} must have one of ${contents.join(' and ')}, not both`)
  }
  if (contents.length > 0 && !hasBody(call)) {
    problems.add(`${place}.${contents[0]} is never sent: a call with a body is post or put`)
  }
}

const hasBody = ({ post, put }: Call) => post !== undefined || put !== undefined

function checkPage({ place, call, page }: PlacedCall, problems: Problems) {
  const parameter = page && parameterOf(page)
  if (!page || parameter === undefined) {
    return
  }
  const problem = hasBody(call) ? undefined : bodyProblem(parameter, atOf(page))
  if (problem) {
    problems.add(`${place}: ${problem}`)
  }
}

const atOf = (page: Page) => ('at' in page ? page.at : undefined)

/** Why a parameter reaches nobody in a call without a body. */
function bodyProblem(parameter: string, at: 'query' | 'body' | undefined): string | undefined {
  if (at === 'body') {
    return `${parameter} goes into the body, and a get has none`
  }
  return at === undefined && parameter.includes('.')
    ? `${parameter} leads into a body, and a get has none; a query parameter of this name needs page.at: 'query'`
    : undefined
}

/** What carries the way on. */
function parameterOf(page: Page): string | undefined {
  switch (page.by) {
    case 'offset':
      return page.offsetParameter
    case 'page':
      return page.pageParameter
    case 'cursor':
    case 'lastId':
      return page.parameter
    default:
      return undefined
  }
}
