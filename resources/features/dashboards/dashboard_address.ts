import { inject, provide, type InjectionKey } from 'vue'
import { router } from '@inertiajs/vue3'
import { filterAddress } from '~/features/explore/question_address'
import { rangeAddress, type PresetDays } from '~/features/metrics/periods'
import type { DashboardSummary } from './dashboard.js'

type Settings = DashboardSummary['settings']

/** Whoever has no account chooses the period of a link, and nothing of an embed; nobody chooses on a wall. */
export type Reader = 'member' | 'screen' | 'link' | 'embed'

export type DashboardAddress = {
  reader: Reader
  settings: () => Settings
  presetDays: () => PresetDays
  /** Shows the dashboard with another range, currency or filters. */
  show: (change: Partial<Settings>) => void
  /** Shows what `?range=…&filter=…` asks for. */
  follow: (query: string) => void
  /** Where the numbers of a widget, as they are shown, are fetched as a file. */
  fileHref: (widgetId: string, format: 'csv' | 'xlsx') => string
}

const KEY: InjectionKey<DashboardAddress> = Symbol('dashboard address')

/** The reader's choices stand in the address, so that it can be shared and gone back to. */
export function provideDashboardAddress(shown: {
  href: string
  settings: () => Settings
  presetDays: () => PresetDays
  reader?: Reader
}): DashboardAddress {
  const visit = (query: URLSearchParams) => {
    if (new URL(window.location.href).searchParams.has('edit')) {
      query.set('edit', '1')
    }
    const options = { preserveScroll: true, preserveState: true }
    router.get(
      `${shown.href}?${query}`,
      {},
      { ...options, only: ['settings', 'notices', 'answers'] }
    )
  }
  const address: DashboardAddress = {
    reader: shown.reader ?? 'member',
    settings: shown.settings,
    presetDays: shown.presetDays,
    show: (change: Partial<Settings>) => visit(queryOf({ ...shown.settings(), ...change })),
    follow: (query: string) => visit(new URLSearchParams(query)),
    fileHref: (widgetId: string, format: 'csv' | 'xlsx') =>
      `${shown.href}/widgets/${widgetId}/export.${format}?${queryOf(shown.settings())}`,
  }
  provide(KEY, address)
  return address
}

export const useDashboardAddress = () => inject(KEY)!

/** Who looks; on pages that show widgets without being a dashboard, a member. */
export const useReader = (): Reader => inject(KEY, null)?.reader ?? 'member'

function queryOf({ range, currency, filters = [] }: Settings): URLSearchParams {
  const query = new URLSearchParams({ range: rangeAddress(range) })
  if (currency) {
    query.set('currency', currency)
  }
  for (const filter of filters) {
    query.append('filter', filterAddress(filter))
  }
  return query
}
