import type { DashboardSummary } from './dashboard.js'

export type Shelf = { title: string; icon: string; dashboards: DashboardSummary[] }

/** Names of all folders, in alphabetical order. */
export function foldersOf(dashboards: Pick<DashboardSummary, 'folder'>[]): string[] {
  const names = new Set(dashboards.map(({ folder }) => folder).filter((folder) => folder !== ''))
  return [...names].toSorted((one, other) => one.localeCompare(other))
}

/** Favourites first, then each folder, then the rest. Each dashboard stands once; without title where there is nothing to tell apart. */
export function shelvesOf(dashboards: DashboardSummary[], favourites: string[]): Shelf[] {
  const marked = dashboards.filter(({ slug }) => favourites.includes(slug))
  const others = dashboards.filter(({ slug }) => !favourites.includes(slug))
  const shelves = [
    { title: 'Favourites', icon: 'i-lucide-star', dashboards: marked },
    ...foldersOf(others).map((folder) => ({
      title: folder,
      icon: 'i-lucide-folder',
      dashboards: others.filter((one) => one.folder === folder),
    })),
    {
      title: 'Other dashboards',
      icon: 'i-lucide-layout-dashboard',
      dashboards: others.filter(({ folder }) => folder === ''),
    },
  ].filter((shelf) => shelf.dashboards.length > 0)
  return shelves.length === 1 && shelves[0].title === 'Other dashboards'
    ? [{ ...shelves[0], title: '' }]
    : shelves
}
