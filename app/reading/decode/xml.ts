import { SaxesParser } from 'saxes'
import { Undecodable } from './unpack.js'

type Tree = Record<string, unknown>

interface OpenElement {
  name: string
  /** A map, because a document may call an element what every object has. */
  tree: Map<string, unknown>
  text: string
}

/** Deeper documents are no answers but attacks. */
const MAX_DEPTH = 100

/**
 * A document as an object by element: text where an element holds only text, a list where one comes again, attributes as
 * `@name`. Prefixes are dropped; entities of a document type are never expanded.
 */
export function xmlTree(text: string): Tree {
  const root: OpenElement = { name: '', tree: new Map(), text: '' }
  const open = [root]
  const parser = new SaxesParser({ position: false })
  parser.on('error', (error) => {
    throw new Undecodable(error.message)
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > MAX_DEPTH) {
      throw new Undecodable('The document is too deep.')
    }
    open.push({ name: local(name), tree: attributesOf(attributes as Tree), text: '' })
  })
  parser.on('text', (piece) => {
    open.at(-1)!.text += piece
  })
  parser.on('cdata', (piece) => {
    open.at(-1)!.text += piece
  })
  parser.on('closetag', () => {
    const element = open.pop()!
    add(open.at(-1)!.tree, element.name, valueOf(element))
  })
  parser.write(text).close()
  return Object.fromEntries(root.tree)
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

function attributesOf(attributes: Tree): Map<string, unknown> {
  const own = Object.entries(attributes).filter(([name]) => !/^xmlns(:|$)/.test(name))
  return new Map(own.map(([name, value]) => [`@${local(name)}`, value]))
}

function valueOf({ tree, text }: OpenElement): unknown {
  const content = text.trim()
  if (tree.size === 0) {
    return content
  }
  return Object.fromEntries(content === '' ? tree : [...tree, ['#text', content]])
}

function add(tree: Map<string, unknown>, name: string, value: unknown) {
  const there = tree.get(name)
  if (!tree.has(name)) {
    tree.set(name, value)
  } else if (Array.isArray(there)) {
    there.push(value)
  } else {
    tree.set(name, [there, value])
  }
}
