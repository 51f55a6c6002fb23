import type { Grants } from '#shared/roles'

/**
 * The permissions of all contexts, by name. Each context adds its own by declaration merging, so that a misspelled
 * one does not compile and nobody edits a common list.
 */
export interface PermissionNames extends Record<never, true> {}

/** What a context contributes to the application, as the default export of `app/<context>/context.ts`. */
export interface Context {
  /** Registers its routes when imported. */
  routes?: () => Promise<unknown>
  /** Registers its event listeners when imported. */
  listeners?: () => Promise<unknown>
  /** What its tenant routes ask for, and who holds it. */
  permissions?: Grants
}

/** Declares what a context contributes; `start/contexts.ts` gathers it. Jobs need no mention: `start/jobs.ts` finds them. */
export const defineContext = (context: Context): Context => context
