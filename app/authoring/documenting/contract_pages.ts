import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type ts from 'typescript'
import { formatted } from '../text/literal.js'
import { table } from '../text/table.js'
import type { TypeScript } from '../places/source_place.js'
import { helpOf } from './help_of.js'
import { vocabularyPages } from './vocabulary_pages.js'
import { wordsOf } from './notation_words.js'

const KIT = 'app/plugin_host/kit'
/** Modules that say how the contract is written, or that hand on what others say. */
const NOT_PARTS = ['index.ts', 'notation.ts']

/** Below `docs/`, for each module of the contract: its file name and its text. */
export async function contractPages(root: string): Promise<Map<string, string>> {
  const { default: typescript } = await import('typescript')
  const modules = readdirSync(join(root, KIT))
    .filter((file) => file.endsWith('.ts') && !NOT_PARTS.includes(file))
    .sort()
    .map((file) => moduleOf(typescript, join(root, KIT, file)))
  const homes = new Map(
    modules.flatMap(({ name, parts }) => parts.map((part): [string, string] => [part.name, name]))
  )
  const pages = modules.map((each): [string, string] => [
    `${each.name}.md`,
    pageOf(typescript, each, homes),
  ])
  return new Map(
    await Promise.all(
      [...pages, ...vocabularyPages(root, typescript)].map(
        async ([name, text]): Promise<[string, string]> => [
          name,
          await formatted(root, `docs/contract/${name}`, text),
        ]
      )
    )
  )
}

interface Part {
  name: string
  help: string
  node: ts.Node
}

interface ContractModule {
  name: string
  parts: Part[]
}

function moduleOf(typescript: TypeScript, file: string): ContractModule {
  const text = readFileSync(file, 'utf8')
  const source = typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true)
  return {
    name: basename(file, '.ts'),
    parts: source.statements.flatMap((statement) => partsOf(typescript, statement)),
  }
}

/** What is exported, and what the exported parts are made from. Functions are code, not contract. */
function partsOf(typescript: TypeScript, statement: ts.Statement): Part[] {
  const help = helpOf(typescript, statement)
  if (
    typescript.isInterfaceDeclaration(statement) ||
    typescript.isTypeAliasDeclaration(statement)
  ) {
    const isOfValue = /^export type \w+ = Static</.test(statement.getText())
    return isOfValue ? [] : [{ name: statement.name.text, help, node: statement }]
  }
  if (!typescript.isVariableStatement(statement)) {
    return []
  }
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && isNotation(typescript, initializer)
      ? [{ name: name.getText(), help, node: initializer }]
      : []
  )
}

const isNotation = (typescript: TypeScript, node: ts.Node) =>
  typescript.isCallExpression(node) || typescript.isObjectLiteralExpression(node)

function pageOf(
  typescript: TypeScript,
  { name, parts }: ContractModule,
  homes: Map<string, string>
): string {
  const link = (part: string) => {
    const home = homes.get(part)
    const page = home === name ? '' : `${home}.md`
    return home ? `[${part}](${page}#${part.toLowerCase()})` : `\`${part}\``
  }
  const sections = parts.map((part) =>
    [`## ${part.name}`, part.help, fieldsOf(typescript, part.node, link)]
      .filter(Boolean)
      .join('\n\n')
  )
  return `# Contract: ${name.replaceAll('_', ' ')}\n\nWritten from \`${KIT}/${name}.ts\` by \`node ace plugin:doctor --write-page\`.\n\n${sections.join('\n\n')}\n`
}

type Row = [field: string, value: string, meaning: string]

/** The fields of a part as a table, or its value in words where it has none. */
function fieldsOf(typescript: TypeScript, node: ts.Node, link: (name: string) => string): string {
  const rows: Row[] = []
  const words = typescript.isInterfaceDeclaration(node)
    ? membersOf(typescript, node, rows)
    : typescript.isTypeAliasDeclaration(node)
      ? `\`\`\`ts\n${node.type.getText()}\n\`\`\``
      : wordsOf(typescript, node, { reference: link, fields: (each) => nestedRows(each, '') })
  return rows.length === 0 ? words : table([['Field', 'Value', 'Meaning'], ...rows])

  function isOptional(value: ts.Node): boolean {
    const made = value.getText()
    const { text } = value.getSourceFile()
    return /^\w+$/.test(made)
      ? new RegExp(`^const ${made} = optional\\(`, 'm').test(text)
      : made.startsWith('optional(')
  }

  function nestedRows(object: ts.ObjectLiteralExpression, prefix: string): string {
    if (isOneOfSeveral(typescript, object)) {
      rows.push(['**or**', '', helpOf(typescript, object.parent)])
    }
    for (const property of object.properties) {
      addRow(property, prefix)
    }
    return 'the fields below'
  }

  function addRow(property: ts.ObjectLiteralElementLike, prefix: string) {
    const help = helpOf(typescript, property)
    if (typescript.isSpreadAssignment(property)) {
      rows.push([`${prefix}…`, `all fields of ${link(property.expression.getText())}`, help])
      return
    }
    const name = `${prefix}${property.name!.getText()}`
    const value = typescript.isPropertyAssignment(property) ? property.initializer : property.name!
    const row: Row = [name, '', help]
    rows.push(row)
    const fields = (each: ts.ObjectLiteralExpression) => nestedRows(each, `${name}.`)
    row[0] = isOptional(value) ? `${name}?` : name
    row[1] = wordsOf(typescript, value, { reference: link, fields })
  }
}

function membersOf(typescript: TypeScript, node: ts.InterfaceDeclaration, rows: Row[]): string {
  for (const member of node.members) {
    const [name, ...type] = member.getText().split(/:(.*)/s)
    rows.push([name, code(type.join('')), helpOf(typescript, member)])
  }
  return ''
}

/** One form of several: of `variants`, or the second of `withField`. */
function isOneOfSeveral(typescript: TypeScript, { parent }: ts.ObjectLiteralExpression): boolean {
  const list = parent.parent
  const members = typescript.isArrayLiteralExpression(list)
    ? list.elements
    : typescript.isCallExpression(list) && list.expression.getText() === 'withField'
      ? list.arguments.slice(1)
      : []
  return members.findIndex((each) => each === parent) > 0
}

const code = (text: string) => `\`${text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim()}\``
