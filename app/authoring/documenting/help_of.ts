import type ts from 'typescript'
import type { TypeScript } from '../places/source_place.js'

/** The documentation comment in front of a node, as one paragraph. */
export function helpOf(typescript: TypeScript, node: ts.Node): string {
  const text = node.getSourceFile().text
  const ranges = typescript.getLeadingCommentRanges(text, node.pos) ?? []
  const comment = ranges.map(({ pos, end }) => text.slice(pos, end)).at(-1) ?? ''
  return comment.startsWith('/**') ? plain(comment) : ''
}

const plain = (comment: string) =>
  comment
    .replaceAll(/^\/\*\*|\*\/$/g, '')
    .replaceAll(/\n\s*\* ?/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
