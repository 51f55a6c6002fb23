import { computed } from 'vue'
import { usePage } from '@inertiajs/vue3'
import type { ShownBrand } from '#branding/types'

const OWN_NAME = 'Quarterdeck'

/** Under whose name the page is shown: a brand's, or our own. */
export function useBrand() {
  const page = usePage<{ brand: ShownBrand | null }>()
  const brand = computed(() => page.props.brand ?? null)
  return {
    brand,
    name: computed(() => brand.value?.name ?? OWN_NAME),
    logo: computed(() => brand.value?.logo ?? null),
  }
}
