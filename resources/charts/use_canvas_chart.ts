import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue'
import { usePreferredReducedMotion, useMutationObserver } from '@vueuse/core'
import { Chart, type ChartConfiguration } from 'chart.js'

export type Ink = (variable: string) => string

/**
 * Draws a chart on the canvas and redraws it when its numbers or the theme change. Colours are read
 * from the theme's variables at drawing time, so both themes and white label reach the canvas.
 */
export function useCanvasChart(
  canvas: Ref<HTMLCanvasElement | null>,
  configure: (ink: Ink) => ChartConfiguration
) {
  const motion = usePreferredReducedMotion()
  let chart: Chart | undefined

  function draw() {
    if (!canvas.value) {
      return
    }
    const style = getComputedStyle(canvas.value)
    const configuration = configure((variable) => style.getPropertyValue(variable).trim())
    Chart.defaults.font.family = style.fontFamily
    chart?.destroy()
    chart = new Chart(canvas.value, {
      ...configuration,
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: motion.value === 'reduce' ? false : { duration: 250 },
        ...configuration.options,
      },
    })
  }

  onMounted(draw)
  watch(() => configure((variable) => variable), draw, { deep: true, flush: 'post' })
  useMutationObserver(document.documentElement, draw, { attributeFilter: ['class', 'style'] })
  onBeforeUnmount(() => chart?.destroy())
}
