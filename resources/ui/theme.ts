const COLORS = ['primary', 'secondary', 'success', 'info', 'warning', 'error'] as const

/**
 * The library fades a solid button under the pointer, and its label with it (3.6:1). Ours moves away from
 * the colour of the label instead, in both themes. Whole class names: they are found by reading this file.
 */
const DEEPER: Record<(typeof COLORS)[number], string> = {
  primary:
    'hover:bg-[color-mix(in_oklab,var(--ui-primary)_85%,var(--ui-text-highlighted))] active:bg-[color-mix(in_oklab,var(--ui-primary)_85%,var(--ui-text-highlighted))]',
  secondary:
    'hover:bg-[color-mix(in_oklab,var(--ui-secondary)_85%,var(--ui-text-highlighted))] active:bg-[color-mix(in_oklab,var(--ui-secondary)_85%,var(--ui-text-highlighted))]',
  success:
    'hover:bg-[color-mix(in_oklab,var(--ui-success)_85%,var(--ui-text-highlighted))] active:bg-[color-mix(in_oklab,var(--ui-success)_85%,var(--ui-text-highlighted))]',
  info: 'hover:bg-[color-mix(in_oklab,var(--ui-info)_85%,var(--ui-text-highlighted))] active:bg-[color-mix(in_oklab,var(--ui-info)_85%,var(--ui-text-highlighted))]',
  warning:
    'hover:bg-[color-mix(in_oklab,var(--ui-warning)_85%,var(--ui-text-highlighted))] active:bg-[color-mix(in_oklab,var(--ui-warning)_85%,var(--ui-text-highlighted))]',
  error:
    'hover:bg-[color-mix(in_oklab,var(--ui-error)_85%,var(--ui-text-highlighted))] active:bg-[color-mix(in_oklab,var(--ui-error)_85%,var(--ui-text-highlighted))]',
}

export const theme = {
  colors: { primary: 'harbor', neutral: 'fog' },
  button: {
    compoundVariants: COLORS.map((color) => ({ color, variant: 'solid', class: DEEPER[color] })),
  },
}
