import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type ts from 'typescript'

export type TypeScript = typeof ts

/** Where something of a manifest is written. */
export interface SourcePlace {
  file: string
  /** Both from 1. */
  line: number
  column: number
  /** The line itself. */
  text: string
}

interface Sight {
  typescript: TypeScript
  source: ts.SourceFile
  node: ts.Node
}

/**
 * Where the value at a dotted path of a manifest stands, as deep as it can be followed: through constants, spreads and
 * imports of the plugin's own files. What is built by code ends at the expression that builds it.
 */
export async function placeOf(file: string, path: string[]): Promise<SourcePlace | undefined> {
  const { default: typescript } = await import('typescript')
  const root = existsSync(file) ? manifestIn(open(typescript, file)) : undefined
  const found = root && follow(root, path)
  return found && found !== root ? describe(found) : undefined
}

function open(typescript: TypeScript, file: string): Sight {
  const text = readFileSync(file, 'utf8')
  const source = typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true)
  return { typescript, source, node: source }
}

/** What the default export is made from: `definePlugin({ … })`, or a constant. */
function manifestIn(sight: Sight): Sight | undefined {
  const exported = sight.source.statements.find(sight.typescript.isExportAssignment)
  return exported && resolve({ ...sight, node: exported.expression })
}

function follow(sight: Sight, path: string[]): Sight {
  let at = sight
  for (const name of path) {
    const next = member(resolve(at), name)
    if (!next) {
      break
    }
    at = next
  }
  return at
}

/** The value behind names, calls around it and type assertions. */
function resolve(sight: Sight): Sight {
  const { typescript, node } = sight
  const inner = innerOf(typescript, node)
  if (inner) {
    return resolve({ ...sight, node: inner })
  }
  const target = typescript.isIdentifier(node) ? declared(sight, node.text) : undefined
  return target ? resolve(target) : sight
}

/** What stands inside of a property, an assertion, or a call with one argument. */
function innerOf(typescript: TypeScript, node: ts.Node): ts.Node | undefined {
  if (typescript.isPropertyAssignment(node)) {
    return node.initializer
  }
  if (typescript.isShorthandPropertyAssignment(node)) {
    return node.name
  }
  if (typescript.isAsExpression(node) || typescript.isSatisfiesExpression(node)) {
    return node.expression
  }
  return typescript.isCallExpression(node) && node.arguments.length === 1
    ? node.arguments[0]
    : undefined
}

function member(sight: Sight, name: string): Sight | undefined {
  const { typescript, node } = sight
  if (typescript.isArrayLiteralExpression(node)) {
    const element = node.elements[Number(name)]
    return element && { ...sight, node: element }
  }
  return typescript.isObjectLiteralExpression(node) ? property(sight, node, name) : undefined
}

/** The last one of the name wins, as it does when it runs. */
function property(sight: Sight, node: ts.ObjectLiteralExpression, name: string): Sight | undefined {
  const { typescript } = sight
  for (const each of node.properties.toReversed()) {
    if (typescript.isSpreadAssignment(each)) {
      const spread = member(resolve({ ...sight, node: each.expression }), name)
      if (spread) {
        return spread
      }
    } else if (each.name && nameIn(typescript, each.name) === name) {
      return { ...sight, node: each }
    }
  }
  return undefined
}

const nameIn = (typescript: TypeScript, name: ts.PropertyName): string | undefined =>
  typescript.isIdentifier(name) || typescript.isStringLiteral(name) ? name.text : undefined

/** A constant of the file, or of the file of the plugin that it is imported from. */
function declared(sight: Sight, name: string): Sight | undefined {
  const { typescript, source } = sight
  for (const statement of source.statements) {
    if (typescript.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find(
        (each) => typescript.isIdentifier(each.name) && each.name.text === name
      )
      if (found?.initializer) {
        return { ...sight, node: found.initializer }
      }
    } else if (typescript.isImportDeclaration(statement) && imports(typescript, statement, name)) {
      return imported(sight, statement, name)
    }
  }
  return undefined
}

function imports(typescript: TypeScript, { importClause }: ts.ImportDeclaration, name: string) {
  const bindings = importClause?.namedBindings
  return (
    bindings !== undefined &&
    typescript.isNamedImports(bindings) &&
    bindings.elements.some((each) => each.name.text === name)
  )
}

function imported(sight: Sight, statement: ts.ImportDeclaration, name: string): Sight | undefined {
  const from = (statement.moduleSpecifier as ts.StringLiteral).text
  const file = join(dirname(sight.source.fileName), from.replace(/\.js$/, '.ts'))
  return from.startsWith('.') && existsSync(file)
    ? declared(open(sight.typescript, file), name)
    : undefined
}

function describe({ source, node }: Sight): SourcePlace {
  const start = node.getStart(source)
  const { line, character } = source.getLineAndCharacterOfPosition(start)
  const text = source.text.split('\n')[line]
  return { file: source.fileName, line: line + 1, column: character + 1, text }
}
