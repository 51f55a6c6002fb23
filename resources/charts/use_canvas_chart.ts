import { onBeforeUnmount, onMounted, shallowRef, watch, type Ref } from 'vue'
import { useEventListener, usePreferredReducedMotion, useMutationObserver } from '@vueuse/core'
import { Chart, type ChartConfiguration } from 'chart.js'
import annotation from 'chartjs-plugin-annotation'
import { faded, type Brush } from './brush.js'

/** Before the first chart is made: it breaks charts that were drawn without it. */
Chart.register(annotation)

const STRIPE_PIXELS = 8
const PLAIN: Brush = { ink: (variable) => variable, hatched: (color) => color }

/**
 * Draws a chart on the canvas and redraws it when its numbers or the theme change. Colours are read
 * from the theme's variables at drawing time, so both themes and white label reach the canvas.
 */
export function useCanvasChart(
  canvas: Ref<HTMLCanvasElement | null>,
  configure: (brush: Brush) => ChartConfiguration
) {
  const motion = usePreferredReducedMotion()
  const chart = shallowRef<Chart>()

  function draw() {
    if (!canvas.value) {
      return
    }
    const style = getComputedStyle(canvas.value)
    const configuration = configure({
      ink: (variable) => style.getPropertyValue(variable).trim(),
      hatched,
    })
    Chart.defaults.font.family = style.fontFamily
    chart.value?.destroy()
    chart.value = new Chart(canvas.value, {
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
  watch(() => configure(PLAIN), draw, { deep: true, flush: 'post' })
  useMutationObserver(document.documentElement, draw, { attributeFilter: ['class', 'style'] })
  /** What is drawn at this moment is printed as lines and text, everything before it as a picture. */
  useEventListener(window, 'beforeprint', () => chart.value?.draw())
  onBeforeUnmount(() => chart.value?.destroy())
  return chart
}

function hatched(color: string): string {
  const tile = document.createElement('canvas')
  tile.width = tile.height = STRIPE_PIXELS
  const pen = tile.getContext('2d')
  if (!pen) {
    return color
  }
  pen.fillStyle = faded(color, 25)
  pen.fillRect(0, 0, STRIPE_PIXELS, STRIPE_PIXELS)
  pen.strokeStyle = color
  pen.lineWidth = 2
  for (const start of [-STRIPE_PIXELS, 0, STRIPE_PIXELS]) {
    pen.moveTo(start, STRIPE_PIXELS)
    pen.lineTo(start + STRIPE_PIXELS, 0)
  }
  pen.stroke()
  return (pen.createPattern(tile, 'repeat') as unknown as string | null) ?? color
}
