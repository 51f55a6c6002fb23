import type { Direction, Priority } from '../types.js'

/** Fewer that breach at once are told one by one; more have one cause until somebody finds otherwise. */
export const MOST_APART = 3

/** What goes on about one subject of one rule: its breaches of one evaluation. */
export interface Thread {
  ruleId: string
  subject: string
  direction: Direction
  /** Connections behind the number. */
  sources: string[]
  priority: Priority
}

/** An incident that goes on, as far as others may belong to it. */
export interface ActiveIncident {
  id: string
  direction: Direction
  sources: string[]
  ruleIds: string[]
  /** How many subjects it is about. */
  threads: number
}

/** One incident to be: new, or one that goes on and is joined. */
export interface Gathered<Own extends Thread> {
  joins: string | null
  threads: Own[]
}

/**
 * Puts together what has one cause: threads that go the same way and share a rule or a source, over as many steps as it takes. Up to three
 * of them stay apart; more become one incident, or join the one of the same cause that goes on.
 */
export function correlate<Own extends Thread>(
  threads: Own[],
  active: ActiveIncident[]
): Gathered<Own>[] {
  const nodes: Node<Own>[] = [
    ...active.map((incident) => ({
      incident,
      threads: [],
      links: linksOf(incident, incident.ruleIds),
    })),
    ...threads.map((thread) => ({
      incident: null,
      threads: [thread],
      links: linksOf(thread, [thread.ruleId]),
    })),
  ]
  return connected(nodes).flatMap(gatheredFrom)
}

interface Node<Own> {
  incident: ActiveIncident | null
  threads: Own[]
  links: string[]
}

const linksOf = ({ direction, sources }: Pick<Thread, 'direction' | 'sources'>, rules: string[]) =>
  [...sources.map((id) => `source ${id}`), ...rules.map((id) => `rule ${id}`)].map(
    (link) => `${direction} ${link}`
  )

function gatheredFrom<Own extends Thread>(component: Node<Own>[]): Gathered<Own>[] {
  const threads = component.flatMap((node) => node.threads)
  const incidents = component.flatMap(({ incident }) => incident ?? [])
  const count = threads.length + incidents.reduce((sum, incident) => sum + incident.threads, 0)
  if (threads.length === 0) {
    return []
  }
  const [largest] = incidents.sort((one, other) => other.threads - one.threads)
  return count > MOST_APART
    ? [{ joins: largest?.id ?? null, threads }]
    : threads.map((thread) => ({ joins: null, threads: [thread] }))
}

/** The connected components of nodes that share links. */
function connected<Own>(nodes: Node<Own>[]): Node<Own>[][] {
  const parents = new Map<string, string>()
  const rootOf = (link: string): string => {
    const parent = parents.get(link) ?? link
    return parent === link ? link : rootOf(parent)
  }
  for (const { links } of nodes) {
    links.slice(1).forEach((link) => parents.set(rootOf(link), rootOf(links[0])))
  }
  return [...Map.groupBy(nodes, ({ links }) => rootOf(links[0])).values()]
}
