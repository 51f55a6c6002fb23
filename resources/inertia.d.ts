import '@inertiajs/core'
import type { Shell, Toast } from './features/shell/shell.js'

declare module '@inertiajs/core' {
  export interface InertiaConfig {
    sharedPageProps: { shell: Shell }
    flashDataType: { toast?: Toast }
  }
}
