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

/** The library only fades what cannot be pressed, which leaves a filled button looking ready. */
const RESTING =
  'disabled:bg-accented disabled:text-muted disabled:opacity-100 disabled:hover:bg-accented aria-disabled:bg-accented aria-disabled:text-muted aria-disabled:opacity-100 aria-disabled:hover:bg-accented'

/** Chosen from and not typed into: no reason for the larger letters that keep a phone from zooming. */
const CHOICE = {
  slots: { content: 'w-auto min-w-(--reka-select-trigger-width) max-w-[calc(100vw-2rem)]' },
  variants: { size: { md: { base: 'text-sm/5' }, lg: { base: 'text-sm/5' } } },
}

const SCRIM = 'bg-(--qd-scrim)'

export const theme = {
  colors: { primary: 'harbor', neutral: 'fog' },
  button: {
    compoundVariants: [
      ...COLORS.map((color) => ({ color, variant: 'solid', class: DEEPER[color] })),
      ...[...COLORS, 'neutral'].map((color) => ({
        color,
        variant: 'solid',
        loading: false,
        class: RESTING,
      })),
    ],
  },
  /** Nearly every field has to be filled in, so the few that need not be say "Optional". */
  formField: { variants: { required: { true: { label: 'after:content-none' } } } },
  input: { slots: { base: 'disabled:bg-elevated disabled:text-muted disabled:opacity-100' } },
  modal: { variants: { overlay: { true: { overlay: SCRIM } } } },
  select: CHOICE,
  selectMenu: {
    ...CHOICE,
    slots: { content: 'w-auto min-w-(--reka-combobox-trigger-width) max-w-[calc(100vw-2rem)]' },
  },
  slideover: { slots: { overlay: SCRIM } },
}
