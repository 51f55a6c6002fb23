import type { AllHooks } from '@adonisjs/assembler/types'

/**
 * Assembler hook that writes two barrels: what every context contributes (`.adonisjs/server/contexts.ts`) and every
 * job (`.adonisjs/server/jobs.ts`). Nobody edits a list when a context or a job comes.
 * A glob must begin with `**`: the shorter form silently gives an empty barrel.
 */
export function indexContexts(): Extract<AllHooks['init'][number], { run: unknown }> {
  return {
    run(_, __, indexGenerator) {
      for (const [exportName, glob] of [
        ['contexts', '**/context.ts'],
        ['jobs', '**/jobs/*.ts'],
      ]) {
        indexGenerator.add(exportName, {
          source: 'app',
          glob: [glob],
          as: 'barrelFile',
          exportName,
          importAlias: '#app',
          output: `.adonisjs/server/${exportName}.ts`,
        })
      }
    },
  }
}
