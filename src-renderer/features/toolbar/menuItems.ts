import { commandIds, commands, type CommandGroup, type CommandId } from '@core/contract/commands'
import type { App } from '../../state/app.svelte'
import { give } from '../../state/app.svelte'
import type { MenuItem } from '../../ui/menuItem'

const groups: readonly CommandGroup[] = ['file', 'view', 'help']

/** The app menu: every command of the file, what is seen and help; a line between groups. */
export function menuItems(app: App): MenuItem[] {
  const parts = groups.map((group) =>
    commandIds
      .filter((id) => commands[id].group === group && !commands[id].isKeyOnly)
      .map((id) => menuItem(app, id)),
  )
  return parts.flatMap((items, index) => (index === 0 ? items : [{ separator: true } as const, ...items]))
}

function menuItem(app: App, id: CommandId): MenuItem {
  const { label } = commands[id]
  const theme = /^theme-(\w+)$/.exec(id)?.[1]
  return {
    label,
    key: app.keys.of(id),
    disabled: !app.actions.isEnabled(id),
    ...(theme === undefined ? {} : { checked: app.view.theme === theme }),
    onselect: () => void give(app, id),
  }
}
