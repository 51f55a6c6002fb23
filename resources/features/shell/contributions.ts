/** What the features of each context add to the shell: `resources/features/<context>/context.ts`, gathered here. */
export type Destination = {
  label: string
  icon: string
  /** Path below the organization's address; empty is home. */
  path: string
  permission: string | null
  group: (typeof GROUPS)[number]
  /** Its place in the group: smaller stands higher. */
  order: number
  /** Only for organizations that work for others. */
  forAgencies?: true
  /** Other paths that belong to it. */
  also?: string[]
  /** Second key of the `g …` shortcut. */
  key: string
}

/** An action of the command palette. It leads to a page that starts the action. */
export type PaletteAction = { label: string; icon: string; path: string; permission: string }

/** A page for whoever runs the installation, below `/operations`. */
export type OperationsSection = { label: string; path: string; order: number }

export type ContextContribution = {
  navigation?: Destination[]
  operations?: OperationsSection[]
  actions?: PaletteAction[]
  /** What somebody did, by action of the audit log: the end of a sentence that begins with their name. */
  auditWords?: Record<string, string>
}

/** The groups of the menu, in their order; the first has no heading. */
const GROUPS = ['main', 'Data', 'Organization'] as const

export type NavigationGroup = { label: string | null; destinations: Destination[] }

const found = import.meta.glob<ContextContribution>('../*/context.ts', {
  eager: true,
  import: 'default',
})
const contributions = Object.values(found)

/** Only what the person may open: a menu that leads to a refusal is a broken menu. */
export function permittedNavigation(
  permissions: string[],
  { isAgency = false } = {}
): NavigationGroup[] {
  const destinations = contributions
    .flatMap(({ navigation = [] }) => navigation)
    .filter(({ forAgencies = false }) => isAgency || !forAgencies)
    .filter(({ permission }) => permission === null || permissions.includes(permission))
    .toSorted((a, b) => a.order - b.order)
  return GROUPS.map((group) => ({
    label: group === 'main' ? null : group,
    destinations: destinations.filter((destination) => destination.group === group),
  })).filter((group) => group.destinations.length > 0)
}

export function operationsSections(): OperationsSection[] {
  return contributions
    .flatMap(({ operations = [] }) => operations)
    .toSorted((a, b) => a.order - b.order)
}

export function permittedActions(permissions: string[]): PaletteAction[] {
  return contributions
    .flatMap(({ actions = [] }) => actions)
    .filter(({ permission }) => permissions.includes(permission))
}

/** An action that no context has words for is still shown, by its own name. */
export function auditWordsOf(action: string): string {
  const words = contributions.find(({ auditWords = {} }) => action in auditWords)?.auditWords
  return words?.[action] ?? action.replaceAll(/[._]/g, ' ')
}
