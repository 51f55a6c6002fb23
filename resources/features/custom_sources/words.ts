import type { Amount, DayFormat, DesignAuth, DesignField, FieldUse, Page, Target } from './types.js'

type Choice<Value extends string = string> = { value: Value; label: string }

export const AUTH_CHOICES: Choice[] = [
  { value: 'bearer', label: 'Bearer token' },
  { value: 'header', label: 'API key in a header' },
  { value: 'query', label: 'API key in the address' },
  { value: 'basic', label: 'User name and password' },
  { value: 'client', label: 'OAuth 2 client credentials' },
  { value: 'none', label: 'No sign-in' },
]

/** The choice of the list that a way of signing in stands for, and back. */
export const authChoice = (auth: DesignAuth) => (auth.kind === 'apiKey' ? auth.in : auth.kind)

export function authOf(choice: string): DesignAuth {
  switch (choice) {
    case 'header':
      return { kind: 'apiKey', in: 'header', name: 'X-Api-Key' }
    case 'query':
      return { kind: 'apiKey', in: 'query', name: 'api_key' }
    case 'client':
      return { kind: 'client', token: '', scope: null }
    default:
      return { kind: choice as 'none' | 'bearer' | 'basic' }
  }
}

/** What is typed for a way of signing in; the vault keeps it. */
export function secretsOf({
  kind,
}: DesignAuth): { name: string; label: string; isSecret: boolean }[] {
  switch (kind) {
    case 'none':
      return []
    case 'basic':
      return [
        { name: 'user', label: 'User name', isSecret: false },
        { name: 'password', label: 'Password', isSecret: true },
      ]
    case 'client':
      return [
        { name: 'clientId', label: 'Client ID', isSecret: false },
        { name: 'clientSecret', label: 'Client secret', isSecret: true },
      ]
    default:
      return [{ name: 'apiKey', label: kind === 'bearer' ? 'Token' : 'API key', isSecret: true }]
  }
}

export const DAY_CHOICES: Choice<DayFormat>[] = [
  { value: 'date', label: '2026-01-31' },
  { value: 'yyyymmdd', label: '20260131' },
  { value: 'iso', label: '2026-01-31T00:00:00Z' },
  { value: 'unix', label: 'Seconds since 1970' },
  { value: 'millis', label: 'Milliseconds since 1970' },
]

export const PAGE_CHOICES: Choice<Page['by']>[] = [
  { value: 'none', label: 'One call brings everything' },
  { value: 'page', label: 'Page number' },
  { value: 'offset', label: 'Offset' },
  { value: 'cursor', label: 'Cursor' },
  { value: 'link', label: 'Link to the next page' },
]

type Kind<By extends Page['by']> = Extract<Page, { by: By }>

const SENTENCES: { [By in Page['by']]: (page: Kind<By>) => string } = {
  none: () => 'Makes one call and reads its list. Later pages, if there are any, are not read.',
  page: ({ pageParameter, last, size }) =>
    `Asks for page 1, 2, 3 … in “${pageParameter}”, ${last ? `up to the number in “${last}”` : `until a page holds fewer than ${size}`}.`,
  offset: ({ offsetParameter, total, size }) =>
    `Asks for the next ${size} in “${offsetParameter}”, ${total ? `up to the number in “${total}”` : 'until a page is not full'}.`,
  cursor: ({ next, parameter }) =>
    `Sends the value of “${next}” back as “${parameter}”, until it is empty.`,
  lastId: ({ parameter }) => `Sends the last record’s id back as “${parameter}”.`,
  link: (page) =>
    page.in === 'header'
      ? 'Follows the Link header of each answer, on the same host.'
      : `Follows the address in “${page.path ?? 'next'}”, on the same host.`,
}

/** What a person confirms about paging. */
export const pageSentence = (page: Page): string =>
  (SENTENCES[page.by] as (page: Page) => string)(page)

const USES: Choice<FieldUse | 'none'>[] = [
  { value: 'none', label: 'Not used' },
  { value: 'key', label: 'Identifies the record' },
  { value: 'date', label: 'Date' },
  { value: 'name', label: 'Name of the record' },
  { value: 'currency', label: 'Currency' },
  { value: 'dimension', label: 'Dimension' },
  { value: 'number', label: 'Number of its own' },
  { value: 'money', label: 'Amount of its own' },
]

const METRIC = 'metric:'

/** What a field can be used for; the record itself only counts. */
export function usesFor(metrics: Target[], isRecord: boolean, isDated: boolean): Choice[] {
  const fitting = metrics.filter(
    ({ isLevel, unit }) => isLevel !== isDated && (!isRecord || unit === 'count')
  )
  const own = isRecord ? USES.filter(({ value }) => value === 'none' || value === 'number') : USES
  return [...own, ...fitting.map(({ id, label }) => ({ value: METRIC + id, label }))]
}

export const useValue = (field: DesignField | undefined): string =>
  field?.use === 'metric' ? METRIC + field.metric : (field?.use ?? 'none')

export function fieldFor(path: string, value: string, format?: string): DesignField | null {
  if (value === 'none') {
    return null
  }
  if (value.startsWith(METRIC)) {
    return { path, use: 'metric', metric: value.slice(METRIC.length), amount: 'major' }
  }
  const use = value as FieldUse
  return {
    path,
    use,
    ...(use === 'money' ? { amount: 'major' } : use === 'date' ? { format } : {}),
  }
}

export const isMoney = (field: DesignField, metrics: Target[]) =>
  field.use === 'money' ||
  metrics.some(({ id, unit }) => id === field.metric && unit === 'currency')

export const AMOUNT_CHOICES: Choice<Amount>[] = [
  { value: 'major', label: 'As 12.50' },
  { value: 'minor', label: 'In cents' },
  { value: 'micros', label: 'In millionths' },
]

const FORMATS: Choice[] = [
  { value: 'date', label: '2026-01-31 or ISO 8601' },
  { value: 'unix', label: 'Seconds since 1970' },
  { value: 'millis', label: 'Milliseconds since 1970' },
  { value: 'dd/MM/yyyy', label: '31/01/2026' },
  { value: 'MM/dd/yyyy', label: '01/31/2026' },
  { value: 'dd.MM.yyyy', label: '31.01.2026' },
  { value: 'yyyy-MM-dd HH:mm:ss', label: '2026-01-31 14:00:00' },
]

/** How dates are written, with the notation that was found where it is another one. */
export const formatChoices = (found: string): Choice[] =>
  FORMATS.some(({ value }) => value === found)
    ? FORMATS
    : [...FORMATS, { value: found, label: found }]
