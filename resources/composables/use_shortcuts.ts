import { onScopeDispose } from 'vue'
import { createGlobalState, useLocalStorage } from '@vueuse/core'

const SEQUENCE_MILLISECONDS = 900

export type Shortcuts = Record<string, () => void>

/**
 * Whether single keys act. Who dictates or trembles switches them off (WCAG 2.1.4); those held together
 * with ⌘ or Ctrl always work.
 */
export const useSingleKeys = createGlobalState(() =>
  useLocalStorage('quarterdeck-single-keys', true)
)

/**
 * Listens for keys outside form fields: `?`, `mod+k` (⌘ or Ctrl) or a sequence such as `g d`.
 * Single keys are ignored while a dialog is open, so typing there stays typing.
 */
export function useShortcuts(shortcuts: Shortcuts) {
  const hasSingleKeys = useSingleKeys()
  let previous = ''
  let previousAt = 0

  const isSingleKey = (event: KeyboardEvent) => hasSingleKeys.value && !isTyping(event)

  function onKey(event: KeyboardEvent) {
    const held = event.metaKey || event.ctrlKey
    const chord = held ? `mod+${event.key.toLowerCase()}` : event.key
    const sequence = event.timeStamp - previousAt < SEQUENCE_MILLISECONDS ? previous : ''
    const run = shortcuts[`${sequence} ${chord}`] ?? shortcuts[chord]
    previous = chord
    previousAt = event.timeStamp
    if (run && (held || isSingleKey(event))) {
      event.preventDefault()
      run()
    }
  }

  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}

function isTyping(event: KeyboardEvent) {
  const target = event.target as HTMLElement
  return Boolean(
    event.altKey ||
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="combobox"]')
  )
}
