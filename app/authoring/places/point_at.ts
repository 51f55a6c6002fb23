import { relative } from 'node:path'
import { placeOf, type SourcePlace } from './source_place.js'

/** What is wrong, where, and how it is fixed. */
export interface Complaint {
  problem: string
  place?: SourcePlace
  fix?: string
}

/** `connectors.ads.streams.campaigns.key is missing` begins with the place; anything else is about the whole. */
const PLACE = /^([a-zA-Z_$][\w$]*(?:\.[\w$-]+)*)(?=[ :])/

/** The sentences that a fix can be said to, by what they say. */
const FIXES: [RegExp, (match: RegExpExecArray) => string][] = [
  [/no scope (net:\S+) asks for it/, ([, scope]) => `Add { id: '${scope}', why: '…' } to scopes.`],
  [/asks for (net:\S+), and nothing uses it/, ([, scope]) => `Remove ${scope} from scopes.`],
  [/(\w+) is missing/, ([, name]) => `Add \`${name}\` here.`],
  [/(\S+) is no field/, ([, name]) => `Remove or rename \`${name}\`.`],
  [
    /is no metric of the catalogue/,
    () => 'Use an id of the catalogue, or declare the metric in `metrics` of the manifest.',
  ],
  [/looks like a secret/, () => 'Add `secret: true` to the field.'],
  [
    /every slice would bring everything/,
    () => "Send the window in `query`: from: '{window.from}'.",
  ],
  [
    /already answers for/,
    () => "Say `feeds: 'detail'` in the stream that repeats the numbers more finely.",
  ],
  [
    /CHANGELOG.md says nothing under '## (\S+)'/,
    ([, version]) => `Add '## ${version}' and what changed.`,
  ],
  [/README.md says nothing under '(.+)'/, ([, heading]) => `Add '${heading}' and a sentence.`],
]

/** Adds the place in the plugin's source and the fix to a sentence about its manifest. */
export async function complaintAbout(
  file: string | undefined,
  problem: string
): Promise<Complaint> {
  const path = PLACE.exec(problem)?.[1].split('.') ?? []
  return {
    problem,
    place: file && path.length > 0 ? await placeOf(file, path) : undefined,
    fix: fixOf(problem),
  }
}

export function fixOf(problem: string): string | undefined {
  for (const [pattern, say] of FIXES) {
    const match = pattern.exec(problem)
    if (match) {
      return say(match)
    }
  }
  return undefined
}

/** As compilers print it: place, sentence, the line with a mark under it, and the fix. */
export function printComplaint({ problem, place, fix }: Complaint, root: string): string {
  const lines = place ? [`${relative(root, place.file)}:${place.line}:${place.column}`] : []
  lines.push(`  ${problem}`)
  if (place) {
    const gutter = `  ${place.line} | `
    lines.push(`${gutter}${place.text}`, `${' '.repeat(gutter.length + place.column - 1)}^`)
  }
  return [...lines, ...(fix ? [`  Fix: ${fix}`] : [])].join('\n')
}
