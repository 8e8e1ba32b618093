import type { Icon } from './icon'

export interface MenuAction {
  readonly label: string
  /** Shown as a hint; the command itself listens for it. */
  readonly key?: string | undefined
  readonly icon?: Icon | undefined
  readonly disabled?: boolean | undefined
  /** Given (true or false): an item that is on or off. */
  readonly checked?: boolean | undefined
  readonly danger?: boolean | undefined
  readonly onselect: () => void
  readonly separator?: false | undefined
}

export interface MenuSeparator {
  readonly separator: true
}

export type MenuItem = MenuAction | MenuSeparator
