import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import ts from 'typescript'

export type VisibleText = { place: string; text: string }

const SCANNED = ['resources', 'app', 'commands', 'bin', 'plugins', 'start', 'providers', 'docs']
const TEMPLATE = /<template>([\s\S]*)<\/template>/
const SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/
const CODE_BLOCK = /```[\s\S]*?```/g

/** Every text that a person may read: strings of the code, templates of pages, and the guides. Comments are not. */
export function visibleTexts(): VisibleText[] {
  const paths = execFileSync('git', ['ls-files', ...SCANNED], { encoding: 'utf8' })
    .split('\n')
    .filter((path) => existsSync(path))
    .filter((path) => /\.(ts|mjs|vue)$/.test(path) || /^docs\/.*\.md$/.test(path))
  return paths.flatMap((path) =>
    textsOf(path, readFileSync(path, 'utf8')).map((text) => ({
      place: path,
      text: text.replaceAll(/\s+/g, ' '),
    }))
  )
}

function textsOf(path: string, source: string): string[] {
  if (path.endsWith('.md')) {
    return [source.replaceAll(CODE_BLOCK, '')]
  }
  if (path.endsWith('.vue')) {
    const template = (TEMPLATE.exec(source)?.[1] ?? '').replaceAll(/<!--[\s\S]*?-->/g, '')
    return [template, ...stringsOf(SCRIPT.exec(source)?.[1] ?? '')]
  }
  return stringsOf(source)
}

/** Literals without their quotes; a template's places are left as they are written. */
function stringsOf(source: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      found.push(node.text)
    } else if (ts.isTemplateExpression(node)) {
      found.push(node.getText(file))
    }
    ts.forEachChild(node, visit)
  }
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest)
  visit(file)
  return found
}
