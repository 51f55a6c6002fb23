import { usePage } from '@inertiajs/vue3'
import { useShell } from '~/features/shell/use_shell'
import type { Reader } from './dashboard_address.js'

/** Where a image is fetched: behind the organization for members, behind the link for everybody else. */
export function useImageAddress(reader: Reader) {
  const { href } = useShell()
  const page = usePage()
  return (id: string) => {
    if (reader === 'member' || reader === 'screen') {
      return href(`/dashboards/images/${id}`)
    }
    const { pathname, searchParams } = new URL(page.url, 'https://page.invalid')
    const token = searchParams.get('token')
    return `${pathname}/images/${id}${token ? `?token=${encodeURIComponent(token)}` : ''}`
  }
}
