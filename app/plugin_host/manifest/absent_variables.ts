import type { ApiConnector, Stream } from '#kit'

/** What has to be declared for a variable to hold anything in the calls of a stream. */
const NEEDS: Record<string, { isThere: (stream: Stream) => boolean; why: string }> = {
  parent: { isThere: ({ parents }) => parents !== undefined, why: 'the stream has no parents' },
  report: { isThere: ({ report }) => report !== undefined, why: 'the stream has no report' },
  window: { isThere: ({ cursor }) => cursor !== undefined, why: 'the stream has no cursor' },
}

/** Why a variable that the place knows is always empty there: the call would be made with a hole in it. */
export function absentVariable(
  place: string,
  variable: string,
  connector: ApiConnector
): string | undefined {
  return /^accounts\.(?!parents)/.test(place)
    ? absentInAccounts(variable, connector)
    : absentInStream(place, variable, connector)
}

function absentInAccounts(variable: string, { accounts }: ApiConnector): string | undefined {
  const isEmpty = variable === 'parent' && !accounts?.parents
  return isEmpty ? 'parent is never there: accounts has no parents' : undefined
}

/** Lists of parents have parents of their own, and are read whatever the window is. */
function absentInStream(place: string, variable: string, { streams }: ApiConnector) {
  const [, name] = /^streams\.([^.]+)\.(?!parents)/.exec(place) ?? []
  const need = name === undefined ? undefined : NEEDS[variable]
  return need && !need.isThere(streams[name!])
    ? `${variable} is never there: ${need.why}`
    : undefined
}
