import type { AllHooks } from '@adonisjs/assembler/types'

/**
 * Assembler hook that writes the barrel of bundled plugins (`.adonisjs/server/plugins.ts`). The glob
 * must be `**\/plugin.ts`: the shorter `*\/*\/plugin.ts` silently gives an empty barrel.
 */
export function indexPlugins(): Extract<AllHooks['init'][number], { run: unknown }> {
  return {
    run(_, __, indexGenerator) {
      indexGenerator.add('plugins', {
        source: 'plugins',
        glob: ['**/plugin.ts'],
        as: 'barrelFile',
        exportName: 'plugins',
        importAlias: '#plugins',
        output: '.adonisjs/server/plugins.ts',
      })
    },
  }
}
