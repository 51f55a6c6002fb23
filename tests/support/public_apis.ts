import ts from 'typescript'

/** More than this, and the context is two contexts, or offers what nobody uses (design: house style). */
const MOST_NAMES = 15

/**
 * What is wrong with a context's public API, as sentences. Types count. It passes names on one by one, so that they
 * can be counted: no `export *`, and nothing made in the public API itself, such as an object that hides ten functions.
 */
export function publicApiFaults(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest)
  const names: string[] = []
  const faults: string[] = []
  for (const statement of file.statements) {
    const offered = namesIn(statement)
    if (offered) {
      names.push(...offered)
    } else {
      faults.push(
        `${path} holds \`${firstLine(statement.getText(file))}\`: a public API names what it passes on`
      )
    }
  }
  return names.length > MOST_NAMES
    ? [...faults, `${path} offers ${names.length} names, ${MOST_NAMES} are the most`]
    : faults
}

/** The names of `export { a, type b } from './c.js'`; undefined for every other statement. */
function namesIn(statement: ts.Statement): string[] | undefined {
  const isPassedOn = ts.isExportDeclaration(statement) && statement.moduleSpecifier
  const clause = isPassedOn ? statement.exportClause : undefined
  return clause && ts.isNamedExports(clause)
    ? clause.elements.map(({ name }) => name.text)
    : undefined
}

const firstLine = (text: string) => text.split('\n')[0]
