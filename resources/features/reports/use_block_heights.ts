import { onBeforeUnmount, shallowRef } from 'vue'

/** How high each block is, as it is drawn. */
export function useBlockHeights() {
  const heights = shallowRef<Record<string, number>>({})
  const elements = new Map<string, Element>()
  const names = new WeakMap<Element, string>()

  const observer = new ResizeObserver((entries) => {
    const measured = entries.flatMap(({ target }) => {
      const id = names.get(target)
      return id === undefined ? [] : [[id, (target as HTMLElement).offsetHeight] as const]
    })
    heights.value = { ...heights.value, ...Object.fromEntries(measured) }
  })

  function observe(id: string, element: Element | null) {
    const known = elements.get(id)
    if (known === element) {
      return
    }
    if (known) {
      observer.unobserve(known)
    }
    if (element) {
      elements.set(id, element)
      names.set(element, id)
      observer.observe(element)
    } else {
      elements.delete(id)
    }
  }

  onBeforeUnmount(() => observer.disconnect())
  return { heights, observe }
}
