import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type ts from 'typescript'
import { CANONICAL_METRICS } from '#shared/canonical_metrics'
import { PLACES } from '#shared/expressions/places'
import type { TypeScript } from '../places/source_place.js'
import { table } from '../text/table.js'
import { helpOf } from './help_of.js'

const EXPRESSIONS = 'app/shared/expressions'
const AGGREGATIONS = {
  sum: 'adds up over days and rows',
  last: 'the last day counts; adds up over rows',
  none: 'never added up',
} as const

/** The words of manifests that no part of the contract lists: functions, variables and metrics. */
export function vocabularyPages(root: string, typescript: TypeScript): [string, string][] {
  return [
    ['expressions.md', expressionsPage(root, typescript)],
    ['metrics.md', metricsPage()],
  ]
}

function metricsPage(): string {
  const rows = Object.entries(CANONICAL_METRICS).map(([id, { unit, aggregation }]) => [
    id,
    unit,
    AGGREGATIONS[aggregation as keyof typeof AGGREGATIONS] ?? aggregation,
  ])
  return `# Contract: metrics

Ids for \`facts.metrics\`. Ratios such as CTR or ROAS are never delivered: the product computes them from these. What each one means, and the dimensions, answer \`GET /api/v1/metrics\` and
\`GET /api/v1/dimensions\`.

${table([['Id', 'Unit', 'How it adds up'], ...rows])}
`
}

function expressionsPage(root: string, typescript: TypeScript): string {
  const files = readdirSync(join(root, EXPRESSIONS)).filter((file) => file.endsWith('functions.ts'))
  const functions = files.flatMap((file) => functionsIn(typescript, join(root, EXPRESSIONS, file)))
  const places = Object.entries(PLACES).map(([place, names]) => [place, names.join(', ')])
  return `# Contract: expressions

Expressions are [CEL](https://cel.dev). A missing field is null at any depth, and every function answers null for a missing value; a value of the wrong kind rejects the record with its reason.
In a text, \`{\` and \`}\` enclose an expression, and \`{{\` and \`}}\` are braces themselves.

## Variables

${table([['Place', 'Known there'], ...places])}

## Functions

${table([['Function', 'What it does'], ...functions.sort(([one], [other]) => one.localeCompare(other))])}
`
}

/** Every \`name: { signature, … }\` of a module, with its comment. */
function functionsIn(typescript: TypeScript, file: string): string[][] {
  const text = readFileSync(file, 'utf8')
  const source = typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true)
  const found: string[][] = []
  const visit = (node: ts.Node) => {
    const signature =
      typescript.isPropertyAssignment(node) && signatureIn(node.initializer.getText())
    if (signature) {
      found.push([signature, helpOf(typescript, node)])
    }
    typescript.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** One, or several where a function may be called with more or fewer values. */
function signatureIn(text: string): string | undefined {
  const [, list] = /^\{\s*signature: ('[^']+'|\[[^\]]+\])/.exec(text) ?? []
  return list
    ?.match(/'[^']+'/g)
    ?.map((each) => `\`${each.slice(1, -1).replaceAll('dyn', 'value')}\``)
    .join(', ')
}
