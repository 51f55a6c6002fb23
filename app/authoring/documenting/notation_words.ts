import type ts from 'typescript'
import type { TypeScript } from '../places/source_place.js'

/** How a notation of the contract reads to an author, given how its arguments read. */
const WORDS: Record<string, (words: string[]) => string> = {
  cel: ([place]) => `expression over ${place}`,
  template: ([place]) => `text with {expressions} over ${place}`,
  body: ([place]) => `JSON with {expressions} over ${place}`,
  constant: ([value]) => value,
  oneOf: (values) => values.join(', '),
  optional: ([member]) => member,
  list: ([member]) => `list: ${member}`,
  named: ([member]) => `by name: ${member}`,
  oneOrMore: ([member]) => `${member}, or a list of them`,
  orText: ([short, long]) => `${short}; or ${long}`,
  withField: ([, first, second]) => `${first}; or ${second}`,
  planned: ([member]) => `${member} (this installation does not do that yet)`,
  shaped: ([, description]) => description,
  whole: ([least, most]) =>
    ['whole number', least && `from ${least}`, most && `to ${most}`].filter(Boolean).join(' '),
  variants: (words) => words.slice(1).join('; or '),
}

const PLAIN: Record<string, string> = {
  flag: 'true or false',
  plainText: 'text',
  humanText: 'text for people',
  path: 'path into the record',
  answer: 'path into the answer, or expression over response',
  duration: 'duration, such as P14D',
  decimal: 'number',
  anything: 'anything',
}

/** What a part of the contract is called where another one uses it, and what a nested object is. */
export interface Nested {
  reference(name: string): string
  fields(node: ts.ObjectLiteralExpression): string
}

/** The value of a field in words. */
export function wordsOf(typescript: TypeScript, node: ts.Node, nested: Nested): string {
  if (typescript.isIdentifier(node)) {
    return PLAIN[node.text] ?? nested.reference(node.text)
  }
  if (typescript.isObjectLiteralExpression(node)) {
    return nested.fields(node)
  }
  if (typescript.isArrayLiteralExpression(node)) {
    return node.elements.map((each) => wordsOf(typescript, each, nested)).join('; or ')
  }
  return typescript.isCallExpression(node)
    ? wordsOfCall(typescript, node, nested)
    : `\`${node.getText().replaceAll(/[`']/g, '')}\``
}

function wordsOfCall(typescript: TypeScript, node: ts.CallExpression, nested: Nested): string {
  const name = node.expression.getText()
  const isFields = (each: ts.Node) =>
    name === 'object' || !typescript.isObjectLiteralExpression(each)
  const words = node.arguments.filter(isFields).map((each) => wordsOf(typescript, each, nested))
  return name === 'object' ? words[0] : (WORDS[name]?.(words) ?? nested.reference(name))
}
