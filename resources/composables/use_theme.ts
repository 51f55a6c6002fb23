import { computed } from 'vue'
import { createGlobalState, useColorMode } from '@vueuse/core'

export type Theme = 'light' | 'dark' | 'auto'

const LABELS: Record<Theme, string> = { light: 'Light', dark: 'Dark', auto: 'System' }

/** Outlives the menu it was chosen in: that one closes before the choice is written. */
const useMode = createGlobalState(() =>
  useColorMode({ storageKey: 'vueuse-color-scheme', emitAuto: true })
)

/** Remembers the chosen theme under the key that the first paint reads too (inertia_layout.edge). */
export function useTheme() {
  const mode = useMode()
  return {
    theme: computed({ get: () => mode.store.value, set: (value: Theme) => (mode.value = value) }),
    isDark: computed(() => mode.state.value === 'dark'),
    themes: Object.entries(LABELS).map(([value, label]) => ({ value: value as Theme, label })),
  }
}
