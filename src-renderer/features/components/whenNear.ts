import type { Attachment } from 'svelte/attachments'

/** What is this near to what is seen is drawn already when it is scrolled to. */
const margin = '400px 0px'

/** Says whether the element is seen in the window, or nearly so; at once and whenever it changes. */
export function whenNear(onchange: (isNear: boolean) => void): Attachment<HTMLElement> {
  return (element) => {
    const root = element.closest('[data-scroller]')
    const observer = new IntersectionObserver(
      (entries) => onchange(entries[entries.length - 1].isIntersecting),
      {
        root,
        rootMargin: margin,
      },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }
}
