import string from '@adonisjs/core/helpers/string'

/** The names of a new context in every form that its files need. */
export interface ContextNames {
  /** Folder and alias: `alerts`. */
  context: string
  /** One of its things: `alert`. */
  thing: string
  /** `Alert`. */
  Thing: string
  /** `Alerts`. */
  Things: string
}

export function namesOf(context: string): ContextNames {
  const folder = string.snakeCase(context)
  const thing = string.singular(folder)
  return {
    context: folder,
    thing,
    Thing: string.pascalCase(thing),
    Things: string.pascalCase(string.plural(thing)),
  }
}
