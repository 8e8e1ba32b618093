import type { LucideIcon } from '@lucide/svelte'

/** What `import X from '@lucide/svelte/icons/x'` gives. */
export type Icon = LucideIcon
