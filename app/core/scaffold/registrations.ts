/** Pure edits of the files that list every context. */

/** Adds the context's aliases to `package.json`. */
export function registerAlias(packageJson: string, context: string): string {
  const parsed = JSON.parse(packageJson)
  parsed.imports = {
    ...parsed.imports,
    [`#${context}`]: `./app/${context}/index.js`,
    [`#${context}/*`]: `./app/${context}/*.js`,
  }
  return `${JSON.stringify(parsed, null, 2)}\n`
}

/** Adds the same aliases for the boundary checker. */
export function registerPath(tsconfig: string, context: string): string {
  const parsed = JSON.parse(tsconfig)
  parsed.compilerOptions.paths = {
    ...parsed.compilerOptions.paths,
    [`#${context}`]: [`./app/${context}/index`],
    [`#${context}/*`]: [`./app/${context}/*`],
  }
  return `${JSON.stringify(parsed, null, 2)}\n`
}

/** Puts the context into the total order, right after another one. */
export function registerOrder(rules: string, context: string, after: string): string {
  const [, list] = rules.match(/const ORDER = \[([\s\S]*?)\]/) ?? []
  const order = [...(list ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => name)
  const place = order.indexOf(after)
  if (place < 0) {
    throw new Error(`'${after}' is not a context. Choose one of ${order.join(', ')}.`)
  }
  order.splice(place + 1, 0, context)
  const lines = order.map((name) => `  '${name}',\n`).join('')
  return rules.replace(/const ORDER = \[[\s\S]*?\]/, `const ORDER = [\n${lines}]`)
}
